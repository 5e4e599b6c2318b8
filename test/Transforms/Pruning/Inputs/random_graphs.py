"""Random networks with random masks: python random_graphs.py COUNT SEED."""

import random
import sys

from graph_builder import Graph


class RandomGraph:
    def __init__(self, seed):
        self.rng = random.Random(seed)
        self.g = Graph(f"g{seed}", self.rng)
        self.images = []

    def rows(self, size, per=1):
        """Which of `size` channels are masked; in blocks of `per` now and then."""
        rng = self.rng
        if rng.random() < 0.25:
            return []
        share = rng.choice([0.2, 0.4, 0.6, 1.0 if rng.random() < 0.1 else 0.5])
        if per > 1 and rng.random() < 0.6:
            blocks = [b for b in range(size // per) if rng.random() < share]
            return [b * per + i for b in blocks for i in range(per)]
        return [o for o in range(size) if rng.random() < share]

    def options(self, size, per=1):
        return {
            "masked": self.rows(size, per),
            "bias": self.rng.choice([None, "zero", "zero", "masked", "full"]),
            "style": self.rng.choice(["row", "row", "full", "zero"]),
        }

    def image(self):
        return self.rng.choice(self.images)

    def conv(self, x, out=None, same=False):
        rng = self.rng
        k = rng.choice([1, 1, 3]) if min(x.shape[1:3]) >= 3 or same else 1
        pad = k // 2 if same or rng.random() < 0.5 else 0
        groups = 1
        out = out or rng.choice([3, 4, 6, 8])
        for candidate in (2, 3):
            if x.shape[3] % candidate == 0 and out % candidate == 0 and rng.random() < 0.25:
                groups = candidate
        return self.g.conv(x, out, k=k, pad=pad, groups=groups, **self.options(out, out // groups if groups > 1 else 1))

    def depthwise(self, x):
        k = 3 if min(x.shape[1:3]) >= 3 else 1
        return self.g.depthwise(x, k=k, pad=self.rng.choice([0, k // 2]), **self.options(x.shape[3]))

    def activation(self, x):
        g, rng = self.g, self.rng
        return rng.choice(
            [
                lambda: g.clamp(x),
                lambda: g.clamp(x, high=6.0),
                lambda: g.unary("sigmoid", x),
                lambda: g.unary("tanh", x),
                lambda: g.unary("abs", x),
                lambda: g.clamp(x, low=0.25),
            ]
        )()

    def partner(self, x):
        """Another image of the same shape."""
        same = [y for y in self.images if y.shape == x.shape and y is not x]
        return self.rng.choice(same) if same and self.rng.random() < 0.7 else self.conv(x, x.shape[3], same=True)

    def join(self, x):
        op = self.rng.choice(["add", "add", "add", "sub", "mul", "maximum"])
        return self.g.binary(op, x, self.partner(x))

    def concat(self, x):
        parts = [x] + [y for y in self.images if y.shape[:3] == x.shape[:3] and self.rng.random() < 0.5][:2]
        if len(parts) == 1:
            parts.append(self.conv(x, same=True))
        self.rng.shuffle(parts)
        return self.g.concat(3, *parts) if sum(p.shape[3] for p in parts) <= 20 else x

    def cut(self, x):
        start = self.rng.randrange(x.shape[3])
        return self.activation(self.g.slice(x, 3, start, self.rng.randint(1, x.shape[3] - start)))

    def pad(self, x):
        padding = [0] * 8
        for i in (6, 7) if self.rng.random() < 0.5 else (2, 3, 4, 5):
            padding[i] = self.rng.randint(0, 1)
        return self.g.pad(x, padding, self.rng.choice([0.0, 0.0, 1.0]))

    def constant(self, x):
        shape = [1, 1, 1, self.rng.choice([1, x.shape[3]])]
        if self.rng.random() < 0.15:
            shape = list(x.shape)
        return self.g.binary(self.rng.choice(["add", "mul", "maximum"]), x, self.g.constant(shape))

    def gate(self, x):
        s = self.g.unary("sigmoid", self.conv(self.g.mean(x), x.shape[3]))
        return self.g.binary("mul", x, s)

    def pool(self, x):
        if min(x.shape[1:3]) < 2 or x.shape[1] % 2 or x.shape[2] % 2:
            return x
        if self.rng.random() < 0.5:
            return self.g.max_pool(x)
        return self.g.avg_pool(x, 2)

    def shuffle(self, x):
        c = x.shape[3]
        if c % 2:
            return x
        y = self.g.transpose(self.g.reshape(x, *x.shape[:3], 2, c // 2), 0, 1, 2, 4, 3)
        return self.g.reshape(y, *x.shape)

    def tile(self, x):
        return self.g.tile(x, 1, 1, 1, 2) if x.shape[3] <= 8 else x

    def opaque(self, x):
        return self.rng.choice(
            [lambda: self.g.unknown(x), lambda: self.g.reverse(x, 3), lambda: self.g.softmax(x, 3)]
        )()

    def step(self):
        kinds = [
            (5, self.conv),
            (2, self.depthwise),
            (5, self.activation),
            (2, lambda x: self.g.batch_norm(x)),
            (4, self.join),
            (3, self.concat),
            (1, self.cut),
            (1, self.pad),
            (2, self.constant),
            (1, self.gate),
            (1, self.pool),
            (1, self.shuffle),
            (1, self.tile),
            (0.5, self.opaque),
        ]
        build = self.rng.choices([k[1] for k in kinds], [k[0] for k in kinds])[0]
        # Mostly on from the last one.
        x = self.images[-1] if self.rng.random() < 0.8 else self.image()
        self.images.append(build(x))

    def head(self, x):
        g, rng = self.g, self.rng
        kind = rng.random()
        if kind < 0.3:
            return self.conv(x)
        if kind < 0.6:
            y = g.reshape(g.mean(x), 1, x.shape[3])
        elif kind < 0.8:
            y = g.reshape(x, 1, x.shape[1] * x.shape[2] * x.shape[3])
        else:
            y = g.transpose(x, 0, 3, 1, 2)
            y = g.reshape(y, 1, x.shape[1] * x.shape[2] * x.shape[3])
        if rng.random() < 0.6:
            y = self.activation(g.dense(y, 6, **self.options(6)))
        return g.dense(y, 4, bias=rng.choice([None, "zero"]))

    def build(self):
        rng = self.rng
        size = rng.choice([2, 4, 5])
        self.images.append(self.g.argument(1, size, size, rng.choice([3, 4])))
        self.images.append(self.conv(self.images[0], same=True))
        for _ in range(rng.randint(2, 8)):
            self.step()
        results = [self.head(self.images[-1])]
        if rng.random() < 0.3:
            results.append(self.head(self.image()))
        if rng.random() < 0.1:
            results.append(self.image())
        return self.g.text(*results)


def main():
    count, seed = map(int, sys.argv[1:])
    print("// -----\n".join(RandomGraph(seed + i).build() for i in range(count)))


if __name__ == "__main__":
    main()
