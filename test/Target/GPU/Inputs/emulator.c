// Runs the kernels of one module on a CPU, block after block.
//
// Every thread of a block is a fiber. A fiber runs to its next barrier, then the
// next one runs. ORDER 1 starts the threads from the last: a barrier that is
// missing shows as a different result. run_kernel returns 0 or, if some threads
// of a block end while others wait, 1.

#include <stdint.h>
#include <stdlib.h>
#include <ucontext.h>

enum { MAX_THREADS = 1024, STACK_BYTES = 64 * 1024 };

static ucontext_t scheduler, fibers[MAX_THREADS];
static char *stacks;
static int current, finished[MAX_THREADS];
static uint32_t thread_index[3], block_index[3], block_size[3], grid_size[3];
static void (*entry)(void);

uint32_t emu_tid_x(void) { return current % block_size[0]; }
uint32_t emu_tid_y(void) { return current / block_size[0] % block_size[1]; }
uint32_t emu_tid_z(void) { return current / block_size[0] / block_size[1]; }
uint32_t emu_ctaid_x(void) { return block_index[0]; }
uint32_t emu_ctaid_y(void) { return block_index[1]; }
uint32_t emu_ctaid_z(void) { return block_index[2]; }

void emu_barrier(uint32_t barrier) {
  (void)barrier;
  swapcontext(&fibers[current], &scheduler);
}

uint32_t emu_dp4a(uint32_t a, uint32_t b, uint32_t c) {
  for (int i = 0; i < 4; ++i)
    c += (uint32_t)((int8_t)(a >> 8 * i) * (int8_t)(b >> 8 * i));
  return c;
}

static void run_fiber(void) {
  entry();
  finished[current] = 1;
  swapcontext(&fibers[current], &scheduler);
}

static int run_block(int threads, int order) {
  for (int i = 0; i < threads; ++i) {
    finished[i] = 0;
    getcontext(&fibers[i]);
    fibers[i].uc_stack.ss_sp = stacks + (size_t)i * STACK_BYTES;
    fibers[i].uc_stack.ss_size = STACK_BYTES;
    fibers[i].uc_link = &scheduler;
    makecontext(&fibers[i], run_fiber, 0);
  }
  for (int ended = 0; ended < threads;) {
    for (int i = 0; i < threads; ++i) {
      current = order ? threads - 1 - i : i;
      swapcontext(&scheduler, &fibers[current]);
      ended += finished[current];
    }
    if (ended != 0 && ended != threads)
      return 1;
  }
  return 0;
}

int run_kernel(void (*kernel)(void), const uint32_t *grid, const uint32_t *block,
               int order) {
  if (!stacks)
    stacks = malloc((size_t)MAX_THREADS * STACK_BYTES);
  entry = kernel;
  for (int i = 0; i < 3; ++i) {
    grid_size[i] = grid[i];
    block_size[i] = block[i];
  }
  int threads = block[0] * block[1] * block[2];
  for (uint32_t z = 0; z < grid[2]; ++z)
    for (uint32_t y = 0; y < grid[1]; ++y)
      for (uint32_t x = 0; x < grid[0]; ++x) {
        block_index[0] = x, block_index[1] = y, block_index[2] = z;
        if (run_block(threads, order))
          return 1;
      }
  return 0;
}
