#define _GNU_SOURCE
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define WORKERS 4

typedef struct {
  const int32_t *x;
  int32_t *y;
  int64_t begin, end;
  int32_t sum;
} job_t;

static pthread_t threads[WORKERS];
static job_t jobs[WORKERS];
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t ready = PTHREAD_COND_INITIALIZER, finished = PTHREAD_COND_INITIALIZER;
static int pending, generation, started;

static void scan(job_t *job) {
  int32_t sum = 0;
  for (int64_t i = job->begin; i < job->end; i++) {
    sum += job->x[i];
    job->y[i] = sum;
  }
  job->sum = sum;
}

static void *worker(void *argument) {
  job_t *job = argument;
  int seen = 0;
  for (;;) {
    pthread_mutex_lock(&lock);
    while (seen == generation) pthread_cond_wait(&ready, &lock);
    seen = generation;
    pthread_mutex_unlock(&lock);
    scan(job);
    pthread_mutex_lock(&lock);
    if (--pending == 0) pthread_cond_signal(&finished);
    pthread_mutex_unlock(&lock);
  }
  return NULL;
}

static void start(void) {
  if (started) return;
  for (int i = 0; i < WORKERS; i++) {
    if (pthread_create(&threads[i], NULL, worker, &jobs[i]) != 0) {
      perror("pthread_create");
      exit(1);
    }
    pthread_detach(threads[i]);
  }
  started = 1;
}

void prefix(const int32_t *x, int32_t *y, int64_t n) {
  start();
  pthread_mutex_lock(&lock);
  for (int i = 0; i < WORKERS; i++) {
    jobs[i].x = x;
    jobs[i].y = y;
    jobs[i].begin = n * i / WORKERS;
    jobs[i].end = n * (i + 1) / WORKERS;
  }
  pending = WORKERS;
  generation++;
  pthread_cond_broadcast(&ready);
  while (pending) pthread_cond_wait(&finished, &lock);
  pthread_mutex_unlock(&lock);
  int32_t carry = 0;
  for (int i = 0; i < WORKERS; i++) {
    for (int64_t j = jobs[i].begin; j < jobs[i].end; j++) y[j] += carry;
    carry += jobs[i].sum;
  }
}
