"""Small networks with masked layers, one for each way in which channels are
coupled, or kept from going; split by `// -----`. shrink-graphs.test says what
becomes of each."""

import random

from graph_builder import Graph

GRAPHS = {}


def graph(build):
    GRAPHS[build.__name__] = build
    return build


@graph
def chain(g):
    """Rows of one convolution, columns of the next."""
    x = g.clamp(g.conv(g.argument(1, 6, 6, 3), 8, k=3, masked=[1, 4, 7], name="a"))
    return g.conv(x, 4, k=3, name="b")


@graph
def neurons(g):
    """A mask as large as the weight, and a bias that the next layer takes up."""
    x = g.clamp(g.dense(g.argument(1, 6), 9, masked=[0, 3], style="full", bias="full", name="a"))
    return g.dense(x, 4, bias=None, name="b")


@graph
def zeros(g):
    """Rows that are zero, as after compress-apply-masks."""
    x = g.dense(g.argument(1, 6), 9, masked=[2, 5, 8], style="zero", name="a")
    return g.dense(x, 4, name="b")


@graph
def sigmoid_bias(g):
    """A dead channel is 0.5 after sigmoid; a bias that has a mask takes it up."""
    x = g.unary("sigmoid", g.conv(g.argument(1, 6, 6, 3), 8, masked=[2, 3], bias=None, name="a"))
    return g.conv(x, 4, k=3, bias="masked", masked=[1], name="b")


@graph
def sigmoid_padded(g):
    """The same, but zeros around the image differ from 0.5."""
    x = g.unary("sigmoid", g.conv(g.argument(1, 6, 6, 3), 8, masked=[2, 3], bias=None, name="a"))
    return g.conv(x, 4, k=3, pad=1, name="b")


@graph
def residual(g):
    """Only what both branches lose goes."""
    x = g.argument(1, 6, 6, 3)
    a = g.conv(x, 8, k=3, pad=1, masked=[0, 1, 2], name="a")
    b = g.conv(x, 8, masked=[1, 2, 6], name="b")
    return g.conv(g.clamp(g.binary("add", a, b)), 4, name="c")


@graph
def residual_long(g):
    """Three sums in a row tie four layers."""
    x = g.conv(g.argument(1, 6, 6, 3), 8, masked=[3, 5], name="stem")
    for i in range(3):
        x = g.binary("add", x, g.conv(x, 8, k=3, pad=1, masked=[3, 5], name=f"block{i}"))
    return g.dense(g.reshape(g.mean(x), 1, 8), 4, name="head")


@graph
def residual_input(g):
    """The argument keeps its channels."""
    x = g.argument(1, 6, 6, 8)
    return g.conv(g.binary("add", x, g.conv(x, 8, masked=[1, 2], name="a")), 4, name="b")


@graph
def dense_net(g):
    """Offsets in concatenations of concatenations."""
    x = g.conv(g.argument(1, 6, 6, 3), 4, masked=[1], name="a")
    x = g.concat(3, x, g.conv(x, 5, k=3, pad=1, masked=[0, 4], name="b"))
    x = g.concat(3, x, g.conv(x, 3, masked=[2], name="c"))
    return g.conv(x, 4, name="d")


@graph
def concat_flat(g):
    """A concatenation, and its rows one after the other."""
    x = g.argument(1, 3, 3, 3)
    x = g.concat(3, g.conv(x, 4, masked=[1], name="a"), g.conv(x, 5, masked=[0, 4], name="b"))
    return g.dense(g.reshape(x, 1, 81), 4, name="c")


@graph
def squeeze_excite(g):
    """Gates of channels that are gone go too."""
    x = g.conv(g.argument(1, 6, 6, 3), 8, masked=[2, 6], name="a")
    s = g.clamp(g.conv(g.mean(x), 4, masked=[1], name="squeeze"))
    s = g.unary("sigmoid", g.conv(s, 8, bias="full", name="excite"))
    return g.conv(g.binary("mul", x, s), 4, name="b")


@graph
def depthwise(g):
    """Blocks of MobileNet: masked where they expand."""
    x = g.conv(g.argument(1, 6, 6, 3), 4, name="stem")
    y = g.clamp(g.conv(x, 12, masked=[1, 5, 9, 10], name="expand"), high=6.0)
    y = g.clamp(g.depthwise(y, k=3, pad=1, name="depthwise"), high=6.0)
    return g.binary("add", x, g.conv(y, 4, name="project"))


@graph
def depthwise_masked(g):
    """Masked in the depthwise convolution: what leads to it goes as well."""
    y = g.clamp(g.conv(g.argument(1, 6, 6, 3), 12, name="expand"))
    y = g.depthwise(y, k=3, masked=[0, 11], name="depthwise")
    return g.conv(y, 4, name="project")


@graph
def depthwise_bias(g):
    """A bias in front of a padded kernel stops what it would carry on."""
    y = g.conv(g.argument(1, 6, 6, 3), 6, masked=[0, 3], bias="full", name="expand")
    y = g.depthwise(y, k=3, pad=1, name="depthwise")
    return g.conv(y, 4, name="project")


@graph
def multiplier(g):
    """Two outputs of a depthwise convolution for each channel."""
    y = g.conv(g.argument(1, 6, 6, 3), 4, masked=[2], name="a")
    y = g.conv(y, 8, k=3, groups=4, name="depthwise")
    return g.conv(y, 4, name="b")


@graph
def groups_whole(g):
    """All outputs of group 1 are masked."""
    y = g.conv(g.argument(1, 6, 6, 3), 6, name="a")
    y = g.conv(y, 9, k=3, groups=3, masked=[3, 4, 5], name="grouped")
    return g.conv(y, 4, name="b")


@graph
def groups_alike(g):
    """The second output of each group is masked, and one more."""
    y = g.conv(g.argument(1, 6, 6, 3), 6, name="a")
    y = g.conv(y, 9, k=3, groups=3, masked=[1, 4, 7, 8], name="grouped")
    return g.conv(y, 4, name="b")


@graph
def u_net(g):
    """Down, up by tiles, and across."""
    a = g.clamp(g.conv(g.argument(1, 8, 8, 3), 4, k=3, pad=1, masked=[0], name="a"))
    b = g.clamp(g.conv(g.max_pool(a), 6, k=3, pad=1, masked=[2, 3], name="b"))
    up = g.tile(g.reshape(b, 1, 4, 1, 4, 1, 6), 1, 1, 2, 1, 2, 1)
    up = g.conv(g.reshape(up, 1, 8, 8, 6), 4, masked=[3], name="up")
    return g.conv(g.concat(3, a, up), 2, name="out")


@graph
def attention(g):
    """Value channels within each head go; queries and keys in pairs."""
    x = g.argument(1, 6, 8)
    heads = []
    for name in "qkv":
        # Channels 1 and 5 are the second of both heads.
        y = g.dense(x, 8, masked=[1, 5], name=name)
        y = g.transpose(g.reshape(y, 1, 6, 2, 4), 0, 2, 1, 3)
        heads.append(g.reshape(y, 2, 6, 4))
    q, k, v = heads
    weights = g.softmax(g.batch_matmul(q, g.transpose(k, 0, 2, 1), name="scores"), 2)
    y = g.reshape(g.batch_matmul(weights, v, name="mix"), 1, 2, 6, 4)
    y = g.reshape(g.transpose(y, 0, 2, 1, 3), 1, 6, 8)
    return g.binary("add", x, g.dense(y, 8, name="out"))


@graph
def softmax(g):
    """A softmax over the channels needs them all."""
    x = g.dense(g.argument(1, 6), 8, masked=[1, 2], name="a")
    return g.dense(g.softmax(x, 1), 4, name="b")


@graph
def shared(g):
    """One weight for two layers: both lose the same."""
    x, y = g.argument(1, 6, 6, 3), g.argument(1, 6, 6, 3)
    w = g.weight("w", [8, 3, 3, 3], [0, 7])
    a = g.conv(x, 8, k=3, weight=w, name="a", bias=None)
    b = g.conv(y, 8, k=3, weight=w, name="b", bias=None)
    return g.conv(g.clamp(a), 4, name="c"), g.conv(g.clamp(b), 3, name="d")


@graph
def two_outputs(g):
    """The first result shows all channels of `a`, the second none of `b`."""
    a = g.conv(g.argument(1, 6, 6, 3), 8, masked=[1, 2], name="a")
    b = g.conv(a, 8, masked=[3, 4], name="b")
    return a, g.conv(b, 4, name="c")


@graph
def unknown(g):
    """The unknown operation stops `a`, and not `b`."""
    a = g.conv(g.argument(1, 6, 6, 3), 8, masked=[1, 2], name="a")
    b = g.conv(g.unknown(a), 8, masked=[3, 4], name="b")
    return g.conv(b, 4, name="c")


@graph
def pad_value(g):
    """Padding of channels shifts them; a border of 1 is no border of 0."""
    x = g.argument(1, 6, 6, 3)
    a = g.pad(g.conv(x, 6, masked=[1], name="a"), [0, 0, 0, 0, 0, 0, 1, 2], value=1.0)
    b = g.pad(g.conv(x, 6, masked=[2], name="b"), [0, 0, 1, 1, 1, 1, 0, 0], value=1.0)
    return g.conv(a, 4, name="c"), g.conv(b, 4, k=3, name="d")


@graph
def pad_added(g):
    """`b` cannot lose what the padding adds."""
    x = g.argument(1, 6, 6, 3)
    a = g.pad(g.conv(x, 6, masked=[0], name="a"), [0, 0, 0, 0, 0, 0, 1, 1])
    b = g.conv(x, 8, masked=[0, 1], name="b")
    return g.conv(g.binary("add", a, b), 4, name="c")


@graph
def reductions(g):
    """Over the image they keep channels apart, over channels zeros may go from
    sums only."""
    x = g.argument(1, 6, 6, 3)
    a = g.conv(x, 8, masked=[0, 5], name="a")
    b = g.conv(x, 8, masked=[0, 5], name="b")
    c = g.reshape(g.reduce("max", g.reduce("min", a, 1), 2), 1, 8)
    return g.dense(c, 4, name="c"), g.reduce("sum", g.conv(x, 8, masked=[1], name="d"), 3), g.reduce("max", b, 3)


@graph
def broadcast(g):
    """Arithmetic with one number for each channel, and with one for all."""
    x = g.conv(g.argument(1, 6, 6, 3), 8, masked=[0, 5], bias="full", name="a")
    x = g.binary("add", g.binary("mul", x, g.constant([1, 1, 1, 8])), g.constant([1, 1, 1, 1]))
    x = g.binary("maximum", x, g.constant([1, 1, 1, 8]))
    return g.conv(x, 4, k=3, name="b")


@graph
def position(g):
    """A constant for each position in a dead channel cannot go into a bias."""
    x = g.dense(g.argument(1, 6, 4), 8, masked=[0, 5], name="a")
    return g.dense(g.binary("add", x, g.constant([1, 6, 8])), 4, name="b")


@graph
def slices(g):
    """What is cut off, and what is left, start at other numbers."""
    x = g.conv(g.argument(1, 6, 6, 3), 9, masked=[0, 4, 5, 8], name="a")
    return g.conv(g.clamp(g.slice(x, 3, 2, 5)), 4, name="b")


@graph
def split(g):
    """Two halves that meet again: channels i and i + 4 are one."""
    x = g.conv(g.argument(1, 6, 6, 3), 8, masked=[1, 5, 6], name="a")
    return g.conv(g.binary("add", g.slice(x, 3, 0, 4), g.slice(x, 3, 4, 4)), 4, name="b")


@graph
def shuffle(g):
    """ShuffleNet's shuffle is a transpose between two reshapes."""
    x = g.conv(g.argument(1, 4, 4, 3), 8, masked=[0, 4], name="a")
    x = g.transpose(g.reshape(x, 1, 4, 4, 2, 4), 0, 1, 2, 4, 3)
    return g.conv(g.reshape(x, 1, 4, 4, 8), 4, name="b")


@graph
def flatten_nchw(g):
    """A channel is 16 neighbours."""
    x = g.max_pool(g.conv(g.argument(1, 8, 8, 3), 5, masked=[0, 3], name="a"))
    return g.dense(g.reshape(g.transpose(x, 0, 3, 1, 2), 1, 80), 4, name="b")


@graph
def flatten_nhwc(g):
    """A channel is every fifth."""
    x = g.max_pool(g.conv(g.argument(1, 8, 8, 3), 5, masked=[0, 3], bias="full", name="a"))
    return g.dense(g.reshape(x, 1, 80), 4, name="b")


@graph
def unflatten(g):
    """Neurons that become an image: four are one channel."""
    x = g.dense(g.argument(1, 6), 12, masked=[4, 5, 6, 7, 9], name="a")
    x = g.transpose(g.reshape(x, 1, 3, 2, 2), 0, 2, 3, 1)
    return g.conv(x, 4, name="b")


@graph
def batch_norm(g):
    """Unfolded: what the norm makes of a zero goes on."""
    x = g.batch_norm(g.conv(g.argument(1, 6, 6, 3), 8, k=3, masked=[1, 4], bias=None, name="a"), name="n")
    return g.conv(g.clamp(x), 4, k=3, name="b")


@graph
def batch_norm_zero(g):
    """A scale and an offset of zero, without any mask."""
    x = g.batch_norm(g.conv(g.argument(1, 6, 6, 3), 8, k=3, name="a"), name="n", zero=[2, 3])
    return g.conv(g.clamp(x), 4, k=3, pad=1, name="b")


@graph
def unread(g):
    """No later layer reads channels 0 and 2."""
    x = g.conv(g.argument(1, 6, 6, 3), 4, bias="full", name="a")
    w = g.parameter("b.weight", [4, 1, 1, 4])
    w = g.mask(w, [1, 1, 1, 4], [False, True, False, True])
    return g.conv(g.unary("tanh", x), 4, weight=w, name="b")


@graph
def all_masked(g):
    """One channel always stays."""
    x = g.conv(g.argument(1, 6, 6, 3), 4, masked=[0, 1, 2, 3], bias="full", name="a")
    return g.conv(x, 4, name="b")


@graph
def calls(g):
    """Through a private function, and not through a public type."""
    x = g.conv(g.argument(1, 4, 4, 3), 6, masked=[0, 3], name="a")
    inner = Graph("inner", g.rng)
    y = inner.clamp(inner.argument(1, 4, 4, 6))
    g.extra = inner.text(y).replace("func.func @", "func.func private @")
    return g.conv(g.call("inner", x, x.shape), 4, name="b")


@graph
def calls_twice(g):
    """Both calls of a function lose what both arguments lose."""
    x = g.argument(1, 4, 4, 3)
    a = g.conv(x, 6, masked=[0, 3], name="a")
    b = g.conv(x, 6, masked=[3, 4], name="b")
    inner = Graph("inner", g.rng)
    y = inner.unary("sigmoid", inner.argument(1, 4, 4, 6))
    g.extra = inner.text(y).replace("func.func @", "func.func private @")
    return g.conv(g.call("inner", a, a.shape), 4, name="c"), g.conv(g.call("inner", b, b.shape), 4, name="d")


@graph
def calls_from_outside(g):
    """Somebody else calls the function: it keeps its type."""
    x = g.conv(g.argument(1, 4, 4, 3), 6, masked=[0, 3], name="a")
    inner, other = Graph("inner", g.rng), Graph("other", g.rng)
    y = inner.clamp(inner.argument(1, 4, 4, 6))
    z = other.argument(1, 4, 4, 6)
    g.extra = inner.text(y).replace("func.func @", "func.func private @")
    g.extra += other.text(other.call("inner", z, z.shape)).replace("func.func @", "func.func private @")
    return g.conv(g.call("inner", x, x.shape), 4, name="b")


@graph
def equal_constants(g):
    """One constant that two layers use does not tie them together."""
    x = g.argument(1, 6, 6, 3)
    c = g.constant([1, 1, 1, 6])
    a = g.binary("mul", g.conv(x, 6, masked=[0], name="a"), c)
    b = g.binary("mul", g.conv(x, 6, masked=[5], name="b"), c)
    return g.conv(a, 4, name="c"), g.conv(b, 4, name="d")


def main():
    texts = []
    for name, build in GRAPHS.items():
        g = Graph(name, random.Random(name))
        results = build(g)
        comment = "// " + " ".join(build.__doc__.split()) + "\n"
        texts.append(comment + g.text(*(results if isinstance(results, tuple) else (results,))))
    print("\n// -----\n\n".join(texts))


if __name__ == "__main__":
    main()
