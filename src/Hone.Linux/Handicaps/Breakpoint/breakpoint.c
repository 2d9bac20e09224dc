/*
 * Runs a program with a breakpoint at the entry of one of its functions, counts the hits of every thread and child, and keeps the
 * thread still for a while at some of them: the handicap test of programs whose source cannot be built. It uses no library.
 *
 *   breakpoint FILE OFFSET MOST PROGRAM NAME ARGUMENT...
 *
 * FILE       the program's file as /proc/PID/maps names it
 * OFFSET     where in that file the function's first instruction is
 * MOST       the most hits; after these the breakpoint is taken out, and the hits that are told are one more
 * PROGRAM    the file to execute
 *
 * The variable HONE_HANDICAP says as EVERY:WAIT:FOLDER how many calls a thread makes between two waits, how long each is in
 * nanoseconds, and where the counts go. They are slots of 64 bytes, one a thread: calls until the next wait, calls between waits,
 * the first countdown, waits, time waited, first and last hit in nanoseconds of the monotonic clock, and a spare.
 *
 * Every hit stops the thread (ptrace(2)), whatever it waits then; so the cost of a hit is in all runs alike. A waiting thread does not
 * hold up the others. The breakpoint stays where it is: a push or endbr64 at the entry is done by hand, another instruction is stepped
 * through in a copy at the program's entry point, where nobody comes by again (gdb calls that displaced stepping). Only of one that
 * depends on its own address the original is put back for a step, and another thread that comes by just then is not seen.
 */

typedef unsigned long u64;
typedef unsigned char u8;

enum { sys_read = 0, sys_write = 1, sys_open = 2, sys_close = 3, sys_fork = 57, sys_execve = 59, sys_wait4 = 61, sys_kill = 62, sys_ptrace = 101,
       sys_getpid = 39, sys_clock_gettime = 228, sys_exit = 231 };
enum { ptrace_traceme = 0, ptrace_peek = 1, ptrace_poke = 4, ptrace_cont = 7, ptrace_step = 9, ptrace_getregs = 12, ptrace_setregs = 13,
       ptrace_detach = 17, ptrace_setoptions = 0x4200, ptrace_geteventmsg = 0x4201 };
enum { trace_fork = 2, trace_vfork = 4, trace_clone = 8, trace_exec = 16, exit_kill = 0x100000 };
enum { event_fork = 1, event_vfork = 2, event_clone = 3, event_exec = 4 };
enum { wait_nohang = 1, wait_all = 0x40000000, eintr = -4 };
enum { sigtrap = 5, sigstop = 19 };

/* struct user_regs_struct of x86-64 */
struct registers { u64 r15, r14, r13, r12, rbp, rbx, r11, r10, r9, r8, rax, rcx, rdx, rsi, rdi, orig_rax, rip, cs, flags, rsp, ss, fs_base, gs_base, ds, es, fs, gs; };

enum { most_threads = 4096, most_slots = 4096 };

struct slot { u64 left, every, start, waits, inserted, first, last, spare; };
struct thread { long id; u64 address, copy; int slot, fresh, known, held, stepping, waiting, signal; u64 waited; };

enum { in_place = 1, in_copy = 2 };

static struct slot slots[most_slots];
static struct thread threads[most_threads];
static int used, live;
static u64 every = (u64)1 << 62, pause_time, hits, most, offset, polled;
static const char *file, *folder;
static u8 original;
static int removed;

static long call(long number, long a, long b, long c, long d)
{
    register long r10 __asm__("r10") = d;
    long result;
    __asm__ volatile("syscall" : "=a"(result) : "a"(number), "D"(a), "S"(b), "d"(c), "r"(r10) : "rcx", "r11", "memory");
    return result;
}

__asm__(".globl _start\n_start:\n  mov %rsp, %rdi\n  and $-16, %rsp\n  call start\n");

static u64 length(const char *text)
{
    u64 n = 0;
    while (text[n])
        n++;
    return n;
}

static void refuse(const char *what)
{
    call(sys_write, 2, (long)"breakpoint: ", 12, 0);
    call(sys_write, 2, (long)what, (long)length(what), 0);
    call(sys_write, 2, (long)"\n", 1, 0);
    call(sys_exit, 125, 0, 0, 0);
    __builtin_unreachable();
}

static const char *number(const char *text, u64 *value)
{
    for (*value = 0; *text >= '0' && *text <= '9'; text++)
        *value = *value * 10 + (u64)(*text - '0');
    return text;
}

static const char *hexadecimal(const char *text, u64 *value)
{
    for (*value = 0;; text++) {
        if (*text >= '0' && *text <= '9')
            *value = *value * 16 + (u64)(*text - '0');
        else if (*text >= 'a' && *text <= 'f')
            *value = *value * 16 + (u64)(*text - 'a' + 10);
        else
            return text;
    }
}

static char *digits(char *out, u64 value)
{
    char text[24];
    int n = 0;
    do {
        text[n++] = (char)('0' + value % 10);
        value /= 10;
    } while (value);
    while (n)
        *out++ = text[--n];
    return out;
}

static u64 now(void)
{
    u64 time[2];
    call(sys_clock_gettime, 1, (long)time, 0, 0);
    return time[0] * 1000000000 + time[1];
}

static int same(const char *line, const char *path)
{
    while (*path && *line == *path) {
        line++;
        path++;
    }
    return *path == 0 && *line == '\n';
}

static long open_of(long process, const char *what)
{
    char name[64], *at = name;
    const char *part = "/proc/";
    while (*part)
        *at++ = *part++;
    at = digits(at, (u64)process);
    for (part = what; *part;)
        *at++ = *part++;
    *at = 0;
    return call(sys_open, (long)name, 02000000, 0, 0);
}

/* The entry point of the program that a process is (getauxval(3), AT_ENTRY). */
static u64 entry(long process)
{
    u64 pairs[128], found = 0;
    long file = open_of(process, "/auxv");
    if (file < 0)
        return 0;
    long got = call(sys_read, file, (long)pairs, sizeof pairs, 0);
    call(sys_close, file, 0, 0, 0);
    for (long i = 0; (i + 2) * 8 <= got && pairs[i] != 0; i += 2)
        found = pairs[i] == 9 ? pairs[i + 1] : found;
    return found;
}

/* Where the function is in a process that has just become a program; 0 when it became another one. */
static u64 find(long process)
{
    static char text[65536];
    long maps = open_of(process, "/maps");
    if (maps < 0)
        return 0;
    u64 size = 0;
    for (long got; size < sizeof text - 1 && (got = call(sys_read, maps, (long)(text + size), (long)(sizeof text - 1 - size), 0)) > 0;)
        size += (u64)got;
    call(sys_close, maps, 0, 0, 0);
    text[size] = 0;
    for (const char *line = text; *line;) {
        u64 from, to, shift;
        const char *field = hexadecimal(line, &from);
        field = hexadecimal(field + (*field == '-'), &to);
        while (*field == ' ')
            field++;
        int executable = *field && field[2] == 'x';
        while (*field && *field != ' ' && *field != '\n')
            field++;
        field = hexadecimal(field + (*field == ' '), &shift);
        while (*field && *field != '/' && *field != '\n')
            field++;
        if (executable && same(field, file) && offset >= shift && offset - shift < to - from)
            return from + (offset - shift);
        while (*line && *line != '\n')
            line++;
        line += *line == '\n';
    }
    return 0;
}

static void put(long thread, u64 address, u8 value)
{
    u64 word = 0;
    if (call(sys_ptrace, ptrace_peek, thread, (long)address, (long)&word) != 0)
        return;
    word = (word & ~(u64)0xff) | value;
    call(sys_ptrace, ptrace_poke, thread, (long)address, (long)word);
}

static u64 peek(long thread, u64 address)
{
    u64 word = 0;
    call(sys_ptrace, ptrace_peek, thread, (long)address, (long)&word);
    return word;
}

static void go(struct thread *thread, int signal)
{
    call(sys_ptrace, ptrace_cont, thread->id, 0, signal);
}

static struct thread *get(long id)
{
    for (int i = 0; i < live; i++) {
        if (threads[i].id == id)
            return threads + i;
    }
    if (live == most_threads)
        return 0;
    struct thread *thread = threads + live++;
    thread->id = id;
    thread->address = 0;
    thread->slot = -1;
    thread->fresh = 1;
    thread->copy = 0;
    thread->known = thread->held = thread->stepping = thread->waiting = thread->signal = 0;
    thread->waited = 0;
    return thread;
}

/* The instruction at the entry, done by hand; 0 when it has to be stepped over. */
static int emulate(struct thread *thread, struct registers *now_at, u64 code)
{
    u64 *wide[] = { &now_at->rax, &now_at->rcx, &now_at->rdx, &now_at->rbx, &now_at->rsp, &now_at->rbp, &now_at->rsi, &now_at->rdi };
    u64 *high[] = { &now_at->r8, &now_at->r9, &now_at->r10, &now_at->r11, &now_at->r12, &now_at->r13, &now_at->r14, &now_at->r15 };
    u64 second = code >> 8 & 0xff, size, value;
    if ((code & 0xffffffff) == 0xfa1e0ff3) {
        now_at->rip = thread->address + 4;
        return call(sys_ptrace, ptrace_setregs, thread->id, 0, (long)now_at) == 0;
    }
    if (original >= 0x50 && original <= 0x57) {
        size = 1;
        value = *wide[original - 0x50];
    } else if (original == 0x41 && second >= 0x50 && second <= 0x57) {
        size = 2;
        value = *high[second - 0x50];
    } else {
        return 0;
    }
    if (call(sys_ptrace, ptrace_poke, thread->id, (long)(now_at->rsp - 8), (long)value) != 0)
        return 0;
    now_at->rsp -= 8;
    now_at->rip = thread->address + size;
    return call(sys_ptrace, ptrace_setregs, thread->id, 0, (long)now_at) == 0;
}

/* Whether an instruction does the same at another address: no branch relative to it, no memory relative to it. Doubt says no. */
static int moves(const u8 *code)
{
    int at = 0;
    while (code[at] == 0x66 || code[at] == 0xf2 || code[at] == 0xf3 || code[at] == 0x64 || code[at] == 0x65)
        at++;
    if ((code[at] & 0xf0) == 0x40)
        at++;
    u8 first = code[at];
    if ((first >= 0xb0 && first <= 0xbf) || first == 0x68 || first == 0x6a || first == 0x90 || (first < 0x40 && (first & 7) >= 4 && (first & 7) <= 5))
        return 1;
    if (first == 0x0f)
        return (code[at + 1] == 0x1e || code[at + 1] == 0x1f || code[at + 1] == 0x28 || code[at + 1] == 0x29 || code[at + 1] == 0x10 || code[at + 1] == 0x11
                || code[at + 1] == 0x57 || code[at + 1] == 0xb6 || code[at + 1] == 0xb7 || code[at + 1] == 0xbe || code[at + 1] == 0xbf || code[at + 1] == 0xaf)
            && (code[at + 2] & 0xc7) != 0x05;
    if (first < 0x40 || first == 0x63 || first == 0x69 || first == 0x6b || (first >= 0x80 && first <= 0x8f) || first == 0xc0 || first == 0xc1 || first == 0xc6
        || first == 0xc7 || (first >= 0xd0 && first <= 0xd3) || first == 0xf6 || first == 0xf7)
        return (code[at + 1] & 0xc7) != 0x05;
    return 0;
}

static int step_in_copy(struct thread *thread, struct registers *at)
{
    u64 words[2];
    if (thread->copy == 0)
        return 0;
    words[0] = (peek(thread->id, thread->address) & ~(u64)0xff) | original;
    words[1] = peek(thread->id, thread->address + 8);
    if (!moves((const u8 *)words))
        return 0;

    /* All threads of an address space write the same there. */
    call(sys_ptrace, ptrace_poke, thread->id, (long)thread->copy, (long)words[0]);
    call(sys_ptrace, ptrace_poke, thread->id, (long)(thread->copy + 8), (long)words[1]);
    at->rip = thread->copy;
    call(sys_ptrace, ptrace_setregs, thread->id, 0, (long)at);
    thread->stepping = in_copy;
    call(sys_ptrace, ptrace_step, thread->id, 0, 0);
    return 1;
}

static void proceed(struct thread *thread)
{
    struct registers at;
    thread->waiting = 0;
    if (call(sys_ptrace, ptrace_getregs, thread->id, 0, (long)&at) != 0) {
        go(thread, 0);
        return;
    }
    u64 code = (peek(thread->id, thread->address) & ~(u64)0xff) | original;
    if (removed) {
        put(thread->id, thread->address, original);
        at.rip = thread->address;
        call(sys_ptrace, ptrace_setregs, thread->id, 0, (long)&at);
        go(thread, 0);
    } else if (emulate(thread, &at, code)) {
        go(thread, 0);
    } else if (!step_in_copy(thread, &at)) {
        at.rip = thread->address;
        call(sys_ptrace, ptrace_setregs, thread->id, 0, (long)&at);
        put(thread->id, thread->address, original);
        thread->stepping = in_place;
        call(sys_ptrace, ptrace_step, thread->id, 0, 0);
    }
}

static void hit(struct thread *thread)
{
    if (++hits > most)
        removed = 1;
    if (thread->slot < 0) {
        thread->slot = used < most_slots ? used : used % most_slots;
        struct slot *fresh = slots + thread->slot;
        if (fresh->every == 0) {
            fresh->left = fresh->start = 1 + (u64)used * 7919 % every;
            fresh->every = every;
            fresh->first = now();
        }
        used++;
    }
    struct slot *slot = slots + thread->slot;
    slot->last = now();
    if (--slot->left != 0 || removed) {
        proceed(thread);
        return;
    }
    slot->left = slot->every;
    slot->waits++;
    if (pause_time == 0) {
        proceed(thread);
        return;
    }
    thread->waited = 0;
    thread->waiting = 1;
    if (polled == 0)
        polled = slot->last;
}

/* Time in which other programs had the core counts: the run would have waited for them in its own work as well. */
static int wait_on(void)
{
    int waiting = 0;
    u64 at = now(), step = at - polled;
    polled = at;
    for (int i = 0; i < live; i++) {
        struct thread *thread = threads + i;
        if (!thread->waiting)
            continue;
        thread->waited += step;
        if (thread->waited >= pause_time) {
            slots[thread->slot].inserted += thread->waited;
            slots[thread->slot].last = at;
            proceed(thread);
        } else {
            waiting = 1;
        }
    }
    if (!waiting)
        polled = 0;
    return waiting;
}

static void stopped(struct thread *thread, int status)
{
    int signal = status >> 8 & 0xff, event = status >> 16 & 0xff;
    struct registers at;
    if (event == event_exec) {
        long old = 0;
        call(sys_ptrace, ptrace_geteventmsg, thread->id, 0, (long)&old);
        thread->stepping = 0;
        thread->address = removed ? 0 : find(thread->id);
        thread->copy = thread->address ? entry(thread->id) : 0;
        if (thread->address) {
            original = (u8)peek(thread->id, thread->address);
            put(thread->id, thread->address, 0xcc);
        }
        go(thread, 0);
        return;
    }
    if (event >= event_fork && event <= event_clone) {
        long child = 0;
        call(sys_ptrace, ptrace_geteventmsg, thread->id, 0, (long)&child);
        struct thread *made = get(child);
        if (made) {
            made->address = thread->address;
            made->copy = thread->copy;
            made->known = 1;
            if (made->held) {
                made->held = 0;
                go(made, 0);
            }
        }
        go(thread, 0);
        return;
    }
    if (thread->fresh && signal == sigstop) {
        /* It may come before its parent tells of it, and must not run before it is known where its breakpoint is. */
        thread->fresh = 0;
        thread->held = !thread->known;
        if (thread->known)
            go(thread, 0);
        return;
    }
    if (signal != sigtrap && thread->stepping) {
        /* Its handler must not return into the step. */
        thread->signal = event ? thread->signal : signal;
        call(sys_ptrace, ptrace_step, thread->id, 0, 0);
        return;
    }
    if (signal == sigtrap && thread->stepping) {
        if (thread->stepping == in_place) {
            put(thread->id, thread->address, 0xcc);
        } else if (call(sys_ptrace, ptrace_getregs, thread->id, 0, (long)&at) == 0 && at.rip > thread->copy && at.rip <= thread->copy + 15) {
            at.rip = thread->address + (at.rip - thread->copy);
            call(sys_ptrace, ptrace_setregs, thread->id, 0, (long)&at);
        }
        signal = thread->signal;
        thread->stepping = thread->signal = 0;
        go(thread, signal);
        return;
    }
    if (signal == sigtrap && thread->address && call(sys_ptrace, ptrace_getregs, thread->id, 0, (long)&at) == 0 && at.rip == thread->address + 1) {
        hit(thread);
        return;
    }
    go(thread, event ? 0 : signal);
}

static void leave(int status)
{
    char name[4096], *at = name;
    if (folder && length(folder) < 4000) {
        for (const char *part = folder; *part;)
            *at++ = *part++;
        *at++ = '/';
        at = digits(at, (u64)call(sys_getpid, 0, 0, 0, 0));
        *at = 0;
        long out = call(sys_open, (long)name, 02000301, 0600, 0);
        if (out >= 0) {
            call(sys_write, out, (long)slots, (long)((u64)(used < most_slots ? used : most_slots) * sizeof slots[0]), 0);
            call(sys_close, out, 0, 0, 0);
        }
    }
    call(sys_exit, status & 0x7f ? 128 + (status & 0x7f) : status >> 8 & 0xff, 0, 0, 0);
    __builtin_unreachable();
}

__attribute__((used, noreturn)) void start(u64 *stack)
{
    u64 count = stack[0];
    char **words = (char **)(stack + 1);
    char **environment = words + count + 1;
    int status, last = 125 << 8;
    if (count < 6)
        refuse("too few arguments");
    file = words[1];
    number(words[2], &offset);
    number(words[3], &most);
    for (char **each = environment; *each; each++) {
        const char *name = "HONE_HANDICAP=", *text = *each;
        while (*name && *text == *name) {
            text++;
            name++;
        }
        if (*name)
            continue;
        text = number(text, &every);
        text = number(text + (*text == ':'), &pause_time);
        folder = *text == ':' ? text + 1 : 0;
        every = every ? every : (u64)1 << 62;
    }
    long main_process = call(sys_fork, 0, 0, 0, 0);
    if (main_process < 0)
        refuse("cannot fork");
    if (main_process == 0) {
        if (call(sys_ptrace, ptrace_traceme, 0, 0, 0) != 0)
            refuse("a program may not be traced here");
        call(sys_kill, call(sys_getpid, 0, 0, 0, 0), sigstop, 0, 0);
        call(sys_execve, (long)words[4], (long)(words + 5), (long)environment, 0);
        refuse("the program cannot be executed");
    }
    if (call(sys_wait4, main_process, (long)&status, 0, 0) != main_process || (status & 0xff) != 0x7f) {
        call(sys_exit, 125, 0, 0, 0);
    }
    call(sys_ptrace, ptrace_setoptions, main_process, 0, trace_fork | trace_vfork | trace_clone | trace_exec | exit_kill);
    struct thread *first = get(main_process);
    first->fresh = 0;
    first->known = 1;
    call(sys_ptrace, ptrace_cont, main_process, 0, 0);
    for (int waiting = 0;;) {
        long id = call(sys_wait4, -1, (long)&status, wait_all | (waiting ? wait_nohang : 0), 0);
        if (id > 0) {
            if ((status & 0xff) == 0x7f) {
                struct thread *thread = get(id);
                if (thread)
                    stopped(thread, status);
                else
                    call(sys_ptrace, ptrace_detach, id, 0, 0);
            } else {
                if (id == main_process)
                    last = status;
                for (int i = 0; i < live; i++) {
                    if (threads[i].id == id) {
                        threads[i] = threads[--live];
                        break;
                    }
                }
            }
        } else if (id < 0 && id != eintr) {
            leave(last);
        }
        waiting = polled ? wait_on() : 0;
    }
}
