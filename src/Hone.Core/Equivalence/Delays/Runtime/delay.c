#ifndef HONE_HANDICAP_RUNTIME
#define HONE_HANDICAP_RUNTIME
/*
 * Put before a C or C++ file whose function is slowed down. It includes nothing, so that the file's own feature macros and names stay
 * as they are: what it needs of the library it names by assembler labels. Everything that files share is weak. The counters lie in
 * a mapped file, so that nothing has to be run when the program ends, however it ends.
 */
#ifdef __cplusplus
extern "C" {
#endif
__extension__ typedef unsigned long long hone_handicap_number;
struct hone_handicap_slot { hone_handicap_number left, every, start, waits, inserted, first, last, wait; };
struct hone_handicap_time { long seconds, nanoseconds; };
extern int hone_handicap_clock(int, struct hone_handicap_time *) __asm__("clock_gettime");
extern char *hone_handicap_variable(const char *) __asm__("getenv");
extern int hone_handicap_open(const char *, int, ...) __asm__("open");
extern int hone_handicap_close(int) __asm__("close");
extern int hone_handicap_size(int, long) __asm__("ftruncate");
extern void *hone_handicap_map(void *, unsigned long, int, int, int, long) __asm__("mmap");
extern int hone_handicap_print(char *, unsigned long, const char *, ...) __asm__("snprintf");
extern int hone_handicap_process(void) __asm__("getpid");
extern int hone_handicap_yield(void) __asm__("sched_yield");
extern int hone_handicap_at_fork(void (*)(void), void (*)(void), void (*)(void)) __asm__("pthread_atfork");

__attribute__((weak)) __thread struct hone_handicap_slot *hone_handicap_own;
__attribute__((weak)) struct hone_handicap_slot hone_handicap_none[1];
__attribute__((weak)) struct hone_handicap_slot *hone_handicap_slots;
__attribute__((weak)) hone_handicap_number hone_handicap_every, hone_handicap_pause;
__attribute__((weak)) unsigned int hone_handicap_used;
__attribute__((weak)) int hone_handicap_state, hone_handicap_forks;

hone_handicap_number hone_handicap_read(int);
void hone_handicap_child(void);
void hone_handicap_load(void);
struct hone_handicap_slot *hone_handicap_begin(void);
void hone_handicap_wait(struct hone_handicap_slot *);

/* In nanoseconds: 1 is the monotonic clock, 2 the CPU time of the process. */
__attribute__((weak)) hone_handicap_number hone_handicap_read(int clock)
{
    struct hone_handicap_time now;
    hone_handicap_clock(clock, &now);
    return (hone_handicap_number)now.seconds * 1000000000u + (hone_handicap_number)now.nanoseconds;
}

/* A forked child counts in a file of its own. */
__attribute__((weak)) void hone_handicap_child(void)
{
    hone_handicap_own = 0;
    hone_handicap_used = 0;
    hone_handicap_state = 0;
}

__attribute__((weak, noinline, cold)) void hone_handicap_load(void)
{
    const char *at = hone_handicap_variable("HONE_HANDICAP");
    char name[4096];
    void *map;
    int file = -1, attempt;
    hone_handicap_slots = hone_handicap_none;
    hone_handicap_every = (hone_handicap_number)1 << 62;
    hone_handicap_pause = 0;
    if (at == 0)
        return;
    for (hone_handicap_every = 0; *at >= '0' && *at <= '9'; at++)
        hone_handicap_every = hone_handicap_every * 10 + (hone_handicap_number)(*at - '0');
    for (at += *at == ':'; *at >= '0' && *at <= '9'; at++)
        hone_handicap_pause = hone_handicap_pause * 10 + (hone_handicap_number)(*at - '0');
    if (*at != ':' || hone_handicap_every == 0) {
        hone_handicap_every = (hone_handicap_number)1 << 62;
        return;
    }
    for (attempt = 0; file < 0 && attempt < 100; attempt++) {
        hone_handicap_print(name, sizeof name, "%s/%d.%d", at + 1, hone_handicap_process(), attempt);
        file = hone_handicap_open(name, 02000302, 0600);
    }
    if (file < 0)
        return;
    if (hone_handicap_size(file, 4096 * 64) == 0 && (map = hone_handicap_map(0, 4096 * 64, 3, 1, file, 0)) != (void *)-1L)
        hone_handicap_slots = (struct hone_handicap_slot *)map;
    hone_handicap_close(file);
}

__attribute__((weak, noinline, cold)) struct hone_handicap_slot *hone_handicap_begin(void)
{
    int fresh = 0;
    unsigned int number;
    struct hone_handicap_slot *own;
    if (__atomic_compare_exchange_n(&hone_handicap_state, &fresh, 1, 0, __ATOMIC_ACQ_REL, __ATOMIC_ACQUIRE)) {
        if (!hone_handicap_forks) {
            hone_handicap_forks = 1;
            hone_handicap_at_fork(0, 0, hone_handicap_child);
        }
        hone_handicap_load();
        __atomic_store_n(&hone_handicap_state, 2, __ATOMIC_RELEASE);
    }
    while (__atomic_load_n(&hone_handicap_state, __ATOMIC_ACQUIRE) != 2)
        hone_handicap_yield();
    number = __atomic_fetch_add(&hone_handicap_used, 1, __ATOMIC_RELAXED);
    own = hone_handicap_slots == hone_handicap_none ? hone_handicap_none : hone_handicap_slots + number % 4096;
    if (own->every == 0) {
        /* Threads that make few calls each begin at different places of the countdown. */
        own->left = own->start = 1 + number * (hone_handicap_number)7919 % hone_handicap_every;
        own->wait = hone_handicap_pause;
        own->first = own->last = hone_handicap_read(1);
        own->every = hone_handicap_every;
    }
    return hone_handicap_own = own;
}

/*
 * A step that is longer than a look at the clock is an interruption. When other programs had the core, the run would have waited for
 * them in its own work as well, and that time counts; when other threads of this one had it, they got on with their work, and it does not.
 */
__attribute__((weak, noinline)) void hone_handicap_wait(struct hone_handicap_slot *own)
{
    hone_handicap_number last = hone_handicap_read(1), used = hone_handicap_read(2), waited = 0, spun = 0, now, step, others;
    do {
        now = hone_handicap_read(1);
        step = now - last;
        if (step >= 20000) {
            others = hone_handicap_read(2) - used;
            used += others;
            others = others > spun ? others - spun : 0;
            spun = 0;
            step = step > others ? step - others : 0;
        } else {
            spun += step;
        }
        waited += step;
        last = now;
    } while (waited < own->wait);
    own->left = own->every;
    own->waits++;
    own->inserted += waited;
    own->last = now;
}

__attribute__((unused)) static __inline__ int hone_handicap_enter(void)
{
    struct hone_handicap_slot *own = hone_handicap_own;
    if (__builtin_expect(own == 0, 0))
        own = hone_handicap_begin();
    if (__builtin_expect(--own->left == 0, 0))
        hone_handicap_wait(own);
    return 0;
}
#ifdef __cplusplus
}
#endif
#endif
