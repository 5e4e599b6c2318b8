//===- ThreadPool.c - threads inside one call of a model ------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Part of every model that is compiled with threads. It becomes LLVM bitcode
// when compress is built and is linked into the module of the model, so that
// code in memory and in libraries is the same, and needs the C library alone.
//
// A job is a number of chunks. An atomic word hands them out, one at a time, to
// whoever asks first. The caller takes part, and waits at the end for chunks
// that others have begun: a worker that is not running at the moment, because
// another process has its core, delays nothing, and one that loses its core
// delays the call by one chunk.
//
//===----------------------------------------------------------------------===//

#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>

// Declared here, so that one machine can compile this for another without the
// other's headers. All 64-bit Linux C libraries agree on these.
typedef uintptr_t thread_handle;
int pthread_create(thread_handle *thread, const void *attributes,
                   void *(*run)(void *), void *argument);
int pthread_join(thread_handle thread, void **result);
int pthread_sigmask(int how, const void *set, void *old);
int getpid(void);
long syscall(long number, ...);

enum {
  kMaxThreads = 256,
  kMaxChunks = UINT16_MAX,
  // Turns of waiting before a thread sleeps: some tens of microseconds, about
  // what it takes to wake it.
  kSpins = 2000,
  kSetSignalMask = 2,
  kFutexWait = 128,
  kFutexWake = 129,
#if defined(__x86_64__)
  kFutexCall = 202
#elif defined(__aarch64__)
  kFutexCall = 98
#endif
};

// SIGILL, SIGTRAP, SIGBUS, SIGFPE, SIGSEGV.
static const int kFaults[] = {4, 5, 7, 8, 11};

typedef void (*chunk_function)(int64_t begin, int64_t end, void *context);

static struct {
  // The job. Who has claimed a chunk may read it: it stays as it is until all
  // chunks are finished.
  chunk_function run;
  void *context;
  int64_t begin;
  // Generation of the job (32 bits), number of its chunks (16), next chunk (16).
  _Alignas(64) _Atomic uint64_t work;
  // Chunks that are not finished; the caller sleeps on it if `waiting` is set.
  _Alignas(64) _Atomic uint32_t pending;
  _Atomic uint32_t waiting;
  // Counts jobs; workers sleep on it, and count themselves in `sleepers`.
  _Alignas(64) _Atomic uint32_t calls;
  _Atomic uint32_t sleepers;
  _Atomic uint32_t stop;
  // The process whose thread uses the pool, or zero. In the child after a fork
  // it may be one that does not exist here.
  _Alignas(64) _Atomic int32_t owner;
  // How many threads, caller included, the user asked for; zero: one.
  _Atomic int32_t wanted;
  // What follows belongs to the owner. Workers of another process than
  // `process` have stayed behind at a fork.
  int32_t process;
  int32_t num_workers;
  // The number of threads for which workers were made, as far as they could be.
  int32_t made_for;
  thread_handle workers[kMaxThreads];
} pool;

static void pause_thread(void) {
#if defined(__x86_64__)
  __builtin_ia32_pause();
#else
  __asm__ volatile("isb" ::: "memory");
#endif
}

static void sleep_on(_Atomic uint32_t *word, uint32_t value) {
  syscall(kFutexCall, word, kFutexWait, (long)value, NULL, NULL, 0L);
}

static void wake(_Atomic uint32_t *word, int32_t count) {
  syscall(kFutexCall, word, kFutexWake, (long)count, NULL, NULL, 0L);
}

//===----------------------------------------------------------------------===//
// Chunks
//===----------------------------------------------------------------------===//

static int claim_chunk(int64_t *chunk) {
  uint64_t work = atomic_load_explicit(&pool.work, memory_order_acquire);
  while ((work & 0xffff) < (work >> 16 & 0xffff))
    if (atomic_compare_exchange_weak_explicit(&pool.work, &work, work + 1,
                                              memory_order_acq_rel,
                                              memory_order_acquire)) {
      *chunk = pool.begin + (int64_t)(work & 0xffff);
      return 1;
    }
  return 0;
}

/// Runs chunks until all have begun; returns how many.
static uint32_t run_chunks(void) {
  uint32_t count = 0;
  int64_t chunk;
  while (claim_chunk(&chunk)) {
    pool.run(chunk, chunk + 1, pool.context);
    ++count;
  }
  return count;
}

//===----------------------------------------------------------------------===//
// Workers
//===----------------------------------------------------------------------===//

static void *run_worker(void *unused) {
  (void)unused;
  for (;;) {
    uint32_t seen = atomic_load(&pool.calls);
    uint32_t count = run_chunks();
    if (count != 0 && atomic_fetch_sub(&pool.pending, count) == count &&
        atomic_load(&pool.waiting))
      wake(&pool.pending, 1);
    if (atomic_load(&pool.stop))
      return NULL;
    for (int i = 0; i < kSpins && atomic_load(&pool.calls) == seen; ++i)
      pause_thread();
    if (atomic_load(&pool.calls) != seen)
      continue;
    atomic_fetch_add(&pool.sleepers, 1);
    sleep_on(&pool.calls, seen);
    atomic_fetch_sub(&pool.sleepers, 1);
  }
}

static void stop_workers(void) {
  atomic_store(&pool.stop, 1);
  atomic_fetch_add(&pool.calls, 1);
  wake(&pool.calls, INT32_MAX);
  for (; pool.num_workers > 0; --pool.num_workers)
    pthread_join(pool.workers[pool.num_workers - 1], NULL);
  atomic_store(&pool.stop, 0);
}

/// Makes the workers that are missing. They take no signals but those of faults:
/// others belong to the threads of the program.
static void make_workers(int32_t threads) {
  uint64_t blocked[16], before[16];
  for (int i = 0; i < 16; ++i)
    blocked[i] = UINT64_MAX;
  for (int i = 0; i < 5; ++i)
    blocked[0] &= ~(UINT64_C(1) << (kFaults[i] - 1));
  pthread_sigmask(kSetSignalMask, blocked, before);
  while (pool.num_workers < threads - 1 &&
         pthread_create(&pool.workers[pool.num_workers], NULL, run_worker,
                        NULL) == 0)
    ++pool.num_workers;
  pthread_sigmask(kSetSignalMask, before, NULL);
  pool.made_for = threads;
}

/// Makes this thread the owner; fails if another thread of this process is.
static int take_pool(void) {
  int32_t self = getpid(), owner = atomic_load(&pool.owner);
  if (owner == self || !atomic_compare_exchange_strong(&pool.owner, &owner, self))
    return 0;
  if (pool.process != self) {
    pool.process = self;
    pool.num_workers = 0;
    pool.made_for = 0;
    atomic_store(&pool.sleepers, 0);
    atomic_store(&pool.waiting, 0);
  }
  return 1;
}

static void leave_pool(void) { atomic_store(&pool.owner, 0); }

//===----------------------------------------------------------------------===//
// What the model calls
//===----------------------------------------------------------------------===//

/// Sets how many threads a call uses from now on, the caller included. Threads
/// that are too many end; others are made by the next call.
void compress_set_threads(int32_t count) {
  count = count < 1 ? 1 : count > kMaxThreads ? kMaxThreads : count;
  atomic_store(&pool.wanted, count);
  if (!take_pool())
    return;
  if (pool.num_workers >= count)
    stop_workers();
  pool.made_for = 0;
  leave_pool();
}

/// Waits for chunks that workers have begun.
static void wait_for_workers(uint32_t count) {
  uint32_t left = atomic_fetch_sub(&pool.pending, count) - count;
  for (int i = 0; left != 0 && i < kSpins; ++i) {
    pause_thread();
    left = atomic_load(&pool.pending);
  }
  if (left == 0)
    return;
  atomic_store(&pool.waiting, 1);
  while ((left = atomic_load(&pool.pending)) != 0)
    sleep_on(&pool.pending, left);
  atomic_store(&pool.waiting, 0);
}

/// Calls `run` for parts of [begin, end) that together are all of it, in
/// several threads if there are some.
void compress_parallel_for(int64_t begin, int64_t end, chunk_function run,
                           void *context) {
  int64_t count = end - begin;
  int32_t wanted = atomic_load_explicit(&pool.wanted, memory_order_relaxed);
  if (wanted < 2 || count < 2 || count > kMaxChunks || !take_pool()) {
    run(begin, end, context);
    return;
  }
  if (pool.made_for != wanted) {
    if (pool.num_workers >= wanted)
      stop_workers();
    make_workers(wanted);
  }
  if (pool.num_workers == 0) {
    leave_pool();
    run(begin, end, context);
    return;
  }
  pool.run = run;
  pool.context = context;
  pool.begin = begin;
  atomic_store(&pool.pending, (uint32_t)count);
  uint64_t generation = (atomic_load(&pool.work) >> 32) + 1;
  atomic_store(&pool.work, generation << 32 | (uint64_t)count << 16);
  atomic_fetch_add(&pool.calls, 1);
  if (atomic_load(&pool.sleepers) != 0)
    wake(&pool.calls, (int32_t)count - 1);
  wait_for_workers(run_chunks());
  leave_pool();
}

/// Before the code is unloaded, its threads end.
__attribute__((destructor)) static void stop_at_unload(void) {
  if (!take_pool())
    return;
  if (pool.num_workers != 0)
    stop_workers();
  leave_pool();
}
