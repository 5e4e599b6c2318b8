/* Peak arithmetic of one core: loops of independent multiply-adds in registers.
 *
 * double peak(const char *name, int64_t count) runs `count` iterations and
 * returns operations (two per multiply-add) per nanosecond, or 0 if this CPU
 * has no such instruction.
 */
#include <immintrin.h>
#include <stdint.h>
#include <string.h>
#include <time.h>

enum { CHAINS = 12 };

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec * 1e9 + time.tv_nsec;
}

/* The empty assembly says that `a` and each sum may have changed: the compiler
 * can neither merge the chains nor compute a product only once. */
#define LOOP(NAME, TARGET, TYPE, OPERATIONS, START, STEP)                      \
  __attribute__((target(TARGET), noinline)) static double NAME(                \
      int64_t count) {                                                         \
    TYPE sum[CHAINS];                                                          \
    TYPE a = START(1), b = START(2);                                           \
    __asm__ volatile("" : "+v"(a), "+v"(b));                                   \
    _Pragma("clang loop unroll(full)") for (int i = 0; i < CHAINS; ++i)        \
        sum[i] = START(0);                                                     \
    double start = now();                                                      \
    for (int64_t n = 0; n < count; ++n) {                                      \
      _Pragma("clang loop unroll(full)") for (int i = 0; i < CHAINS; ++i) {    \
        STEP(sum[i], a, b);                                                    \
        __asm__ volatile("" : "+v"(sum[i]), "+v"(a));                          \
      }                                                                        \
    }                                                                          \
    double time = now() - start;                                               \
    return (double)(OPERATIONS) * CHAINS * count / time;                       \
  }

#define FMA256(S, A, B) S = _mm256_fmadd_ps(A, B, S)
#define FMA512(S, A, B) S = _mm512_fmadd_ps(A, B, S)
#define MADD256(S, A, B) S = _mm256_add_epi32(S, _mm256_madd_epi16(A, B))
#define MADDUBS256(S, A, B)                                                    \
  S = _mm256_add_epi32(S, _mm256_madd_epi16(_mm256_maddubs_epi16(A, B), B))
#define DOT256(S, A, B) S = _mm256_dpbusd_avx_epi32(S, A, B)
#define DOT512(S, A, B) S = _mm512_dpbusd_epi32(S, A, B)

LOOP(f32Avx2, "avx2,fma", __m256, 16, _mm256_set1_ps, FMA256)
LOOP(f32Avx512, "avx512f", __m512, 32, _mm512_set1_ps, FMA512)
LOOP(i8Avx2Exact, "avx2", __m256i, 32, _mm256_set1_epi16, MADD256)
LOOP(i8Avx2, "avx2", __m256i, 64, _mm256_set1_epi8, MADDUBS256)
LOOP(i8AvxVnni, "avx2,avxvnni", __m256i, 64, _mm256_set1_epi8, DOT256)
LOOP(i8Avx512Vnni, "avx512f,avx512vnni", __m512i, 128, _mm512_set1_epi8, DOT512)

double peak(const char *name, int64_t count) {
  __builtin_cpu_init();
  if (!strcmp(name, "f32 avx2") && __builtin_cpu_supports("fma"))
    return f32Avx2(count);
  if (!strcmp(name, "f32 avx512") && __builtin_cpu_supports("avx512f"))
    return f32Avx512(count);
  if (!strcmp(name, "int8 avx2 exact") && __builtin_cpu_supports("avx2"))
    return i8Avx2Exact(count);
  if (!strcmp(name, "int8 avx2 saturating") && __builtin_cpu_supports("avx2"))
    return i8Avx2(count);
  if (!strcmp(name, "int8 avx-vnni") && __builtin_cpu_supports("avxvnni"))
    return i8AvxVnni(count);
  if (!strcmp(name, "int8 avx512-vnni") && __builtin_cpu_supports("avx512vnni"))
    return i8Avx512Vnni(count);
  return 0;
}
