/* Uses a library with threads in all the ways that could go wrong; prints what
 * it finds. threads LIBRARY */
#define _GNU_SOURCE
#include "model.h"

#include <dirent.h>
#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

static const struct compress_model *model;
static float *input, *expected;
static size_t input_count, output_count;

static void check(int good, const char *what) {
  if (good)
    return;
  fprintf(stderr, "threads: %s\n", what);
  exit(1);
}

static size_t count(const struct compress_tensor *tensor) {
  size_t entries = 1;
  for (int32_t i = 0; i < tensor->rank; ++i)
    entries *= (size_t)tensor->shape[i];
  return entries;
}

/* Threads of this process. Those that ended are gone a moment later. */
static int count_threads(int most) {
  int threads = 0;
  for (int i = 0; i < 1000; ++i) {
    threads = 0;
    DIR *folder = opendir("/proc/self/task");
    for (struct dirent *entry; (entry = readdir(folder));)
      threads += entry->d_name[0] != '.';
    closedir(folder);
    if (threads <= most)
      break;
    usleep(1000);
  }
  return threads;
}

/* True if some calls give what one thread gave. */
static int run(int calls) {
  float *output = malloc(output_count * sizeof(float));
  void *arena = aligned_alloc(64, (model->arena_bytes + 63) / 64 * 64);
  const void *inputs[] = {input};
  void *outputs[] = {output};
  int good = 1;
  for (int i = 0; i < calls; ++i) {
    memset(output, 0xff, output_count * sizeof(float));
    model->run(model->weights, arena, inputs, outputs);
    good &= memcmp(output, expected, output_count * sizeof(float)) == 0;
  }
  free(output);
  free(arena);
  return good;
}

static void *run_in_thread(void *good) {
  *(int *)good = run(200);
  return NULL;
}

static void load(void *library) {
  const struct compress_model *(*get)(void);
  *(void **)&get = dlsym(library, "compress_model");
  check(get != NULL, "the library has no compress_model");
  model = get();
  check(model->version == 3 && model->set_threads, "the library has no threads");
}

int main(int argc, char **argv) {
  check(argc == 2, "usage: threads LIBRARY");
  void *library = dlopen(argv[1], RTLD_NOW);
  check(library != NULL, "the library cannot be loaded");
  load(library);
  input_count = count(&model->inputs[0]);
  output_count = count(&model->outputs[0]);
  input = malloc(input_count * sizeof(float));
  expected = calloc(output_count, sizeof(float));
  for (size_t i = 0; i < input_count; ++i)
    input[i] = (float)((i * 2654435761u) % 1000) / 500.0f - 1.0f;
  void *arena = aligned_alloc(64, (model->arena_bytes + 63) / 64 * 64);
  const void *inputs[] = {input};
  void *outputs[] = {expected};
  model->run(model->weights, arena, inputs, outputs);
  check(count_threads(1) == 1, "there are threads that nobody asked for");

  for (int threads = 2; threads <= 8; threads += 3) {
    model->set_threads(threads);
    check(run(50), "the outputs depend on the number of threads");
    printf("set_threads(%d): %d threads\n", threads, count_threads(threads));
  }
  model->set_threads(3);
  check(run(50), "the outputs are others with fewer threads");
  printf("set_threads(3): %d threads\n", count_threads(3));

  pthread_t callers[4];
  int good[4];
  for (int i = 0; i < 4; ++i)
    pthread_create(&callers[i], NULL, run_in_thread, &good[i]);
  for (int i = 0; i < 4; ++i) {
    model->set_threads(2 + i % 3);
    pthread_join(callers[i], NULL);
    check(good[i], "callers at the same time disturb each other");
  }
  puts("several callers: same outputs");

  /* In a child, the threads of the parent are missing. */
  model->set_threads(4);
  check(run(5), "the outputs are others with four threads");
  fflush(stdout);
  pid_t child = fork();
  if (child == 0) {
    int same = run(50);
    model->set_threads(2);
    exit(same && run(50) && count_threads(2) == 2 ? 0 : 1);
  }
  int status;
  check(waitpid(child, &status, 0) == child && WIFEXITED(status) && WEXITSTATUS(status) == 0,
        "the child of a fork fails");
  check(run(50), "a fork disturbs the parent");
  puts("after a fork: same outputs");

  model->set_threads(1);
  check(count_threads(1) == 1 && run(1), "threads stay");
  puts("set_threads(1): 1 threads");
  model->set_threads(4);
  check(run(5), "the outputs are others after a pause");
  check(dlclose(library) == 0, "the library cannot be unloaded");
  check(dlopen(argv[1], RTLD_NOW | RTLD_NOLOAD) == NULL, "the library stays loaded");
  printf("after dlclose: %d threads\n", count_threads(1));

  /* Without permission to make threads, the caller does everything. */
  check(dlopen(argv[1], RTLD_NOW) != NULL, "the library cannot be loaded again");
  load(dlopen(argv[1], RTLD_NOW));
  struct rlimit memory = {64 << 20, 64 << 20};
  check(setrlimit(RLIMIT_AS, &memory) == 0, "memory cannot be limited");
  model->set_threads(200);
  check(run(5), "the outputs are others where threads cannot be made");
  check(count_threads(199) < 200, "all threads could be made");
  puts("without room for threads: same outputs");
  free(arena);
  free(input);
  free(expected);
  return 0;
}
