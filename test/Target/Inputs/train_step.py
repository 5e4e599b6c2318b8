"""Ten steps of a library beside the same ones in NumPy.

Usage: train_step.py LIBRARY
"""

import ctypes
import sys

import numpy as np

RATE, MOMENTUM, STEPS = 0.1, 0.9, 10
W1 = np.array([[0.5, -1, 2], [1, 0.25, -0.5], [0, 1, 1], [-1, 0.5, 0.125]])
W2 = np.array([[1, -0.5, 0.25, 0.5], [-1, 0.5, 1, 0]])
X = np.array([[1, 2, -1], [0.5, -1.5, 2]], np.float32)
LABELS = np.array([0, 1], np.int32)


def aligned(size):
    memory = np.zeros(size + 64, np.uint8)
    start = -memory.ctypes.data % 64
    return memory[start : start + size]


def expected():
    """Weight, momentum, and loss and right answers of each step."""
    w2, velocity, history = W2.copy(), np.zeros_like(W2), []
    hidden = X @ W1.T
    for _ in range(STEPS):
        scores = hidden @ w2.T
        exponentials = np.exp(scores - scores.max(1, keepdims=True))
        share = exponentials / exponentials.sum(1, keepdims=True)
        history.append((-np.log(share[[0, 1], LABELS]).mean(), (scores.argmax(1) == LABELS).sum()))
        gradient = (share - np.eye(2)[LABELS]).T @ hidden / len(X)
        velocity = MOMENTUM * velocity + gradient
        w2 = w2 - RATE * velocity
    return w2, velocity, history


def main():
    library = ctypes.CDLL(sys.argv[1])
    library.train_step_get_tensor.restype = ctypes.POINTER(ctypes.c_float)
    state, arena = aligned(384), aligned(1 << 16)
    pointer = lambda array: ctypes.c_void_p(array.ctypes.data)
    library.train_step_initialize(pointer(state))
    weight, velocity, history = expected()
    loss, correct = ctypes.c_float(), ctypes.c_int32()
    for step in range(STEPS):
        library.train_step_train(
            None, pointer(arena), pointer(state), pointer(X), pointer(LABELS), ctypes.c_float(RATE),
            ctypes.byref(loss), ctypes.byref(correct),
        )  # fmt: skip
        assert abs(loss.value - history[step][0]) < 1e-5, (step, loss.value, history[step])
        assert correct.value == history[step][1], (step, correct.value, history[step])
    for index, value in ((1, weight), (2, velocity)):
        tensor = np.ctypeslib.as_array(library.train_step_get_tensor(pointer(state), index), value.shape)
        assert np.abs(tensor - value).max() < 1e-5, (index, tensor, value)
    print(f"{STEPS} steps: ok")


if __name__ == "__main__":
    main()
