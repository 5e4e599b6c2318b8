/* Several callers and changing numbers of threads, for ThreadSanitizer. */
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

void compress_set_threads(int32_t count);
void compress_parallel_for(int64_t begin, int64_t end, void (*run)(int64_t, int64_t, void *), void *context);

enum { kEntries = 64, kJobs = 1000 };

/* Plain memory: what one job wrote the next one reads, in any thread. */
static void add(int64_t begin, int64_t end, void *context) {
  int *entries = context;
  for (int64_t i = begin; i < end; ++i)
    entries[i] += entries[kEntries + (i * 7) % kEntries] + 1;
}

static void copy(int64_t begin, int64_t end, void *context) {
  int *entries = context;
  for (int64_t i = begin; i < end; ++i)
    entries[kEntries + i] = entries[i] % 1000;
}

static void *call(void *unused) {
  (void)unused;
  int got[2 * kEntries] = {0}, right[2 * kEntries] = {0};
  for (int job = 0; job < kJobs; ++job) {
    compress_parallel_for(0, kEntries, add, got);
    compress_parallel_for(0, kEntries, copy, got);
    add(0, kEntries, right);
    copy(0, kEntries, right);
  }
  for (int i = 0; i < 2 * kEntries; ++i)
    if (got[i] != right[i])
      return "wrong";
  return NULL;
}

int main(void) {
  compress_set_threads(4);
  for (int round = 0; round < 5; ++round) {
    /* One caller has the pool for itself, then it is fought over. */
    int count = round < 2 ? 1 : 3;
    pthread_t callers[3];
    for (int i = 0; i < count; ++i)
      pthread_create(&callers[i], NULL, call, NULL);
    if (round > 0)
      compress_set_threads(5 - round);
    for (int i = 0; i < count; ++i) {
      void *problem;
      pthread_join(callers[i], &problem);
      if (problem)
        return 1;
    }
  }
  puts("all entries are right");
  return 0;
}
