/*
 * Stands between Hone and a program that is not trusted with more than its own folder, such as a mutant, which may delete or
 * overwrite whatever its author's program never would. It takes rights away from itself and becomes the program: no process of
 * its own stays, and it costs less than a millisecond. It uses no library, so that it starts as fast as the kernel can.
 *
 *   enclosure DATA FILE PROCESSES NETWORK COUNT FOLDER... READABLE FOLDER... PROGRAM NAME ARGUMENT...
 *
 * DATA       the most memory that it may have and write to, in bytes, 0 for any (setrlimit(2), RLIMIT_DATA: unlike RLIMIT_AS it
 *            leaves alone what runtimes reserve and never use)
 * FILE       the largest file that it may write, in bytes, 0 for any (RLIMIT_FSIZE)
 * PROCESSES  the most processes of its user, 0 for any (RLIMIT_NPROC)
 * NETWORK    0 cuts it off from the network: a network namespace of its own with nothing but a loopback device
 * COUNT      how many FOLDERs follow, the only ones it may write to (Landlock, landlock(7)); with none it may write anywhere
 * READABLE   how many FOLDERs (or files) follow, the only ones besides those that it may read from; with none it may read anywhere. With
 *            some it has no shared memory that outlives it either: /dev/shm is not written to, and System V's is in a namespace of its own.
 *            Of one that ends in "/." the names may be read, and those of all below it, but nothing that is in a file
 * PROGRAM    the file to execute; "?" instead says which of these were had and ends: 1 files, 2 network, 4 signals, added up
 *
 * It ends with 125 and a line on standard error when what it was asked for cannot be had; ask with "?" first.
 * Devices may be written to, and, where it may read anywhere, /dev/shm is a folder like those given.
 */

typedef unsigned long u64;
typedef unsigned int u32;

#if defined(__x86_64__)
enum { sys_write = 1, sys_ioctl = 16, sys_socket = 41, sys_execve = 59, sys_exit = 231, sys_prctl = 157, sys_setrlimit = 160, sys_openat = 257, sys_close = 3,
       sys_unshare = 272, sys_getuid = 102, sys_getgid = 104, sys_landlock_create = 444, sys_landlock_add = 445, sys_landlock_restrict = 446 };

static long call(long number, long a, long b, long c, long d, long e)
{
    register long r10 __asm__("r10") = d;
    register long r8 __asm__("r8") = e;
    long result;
    __asm__ volatile("syscall" : "=a"(result) : "a"(number), "D"(a), "S"(b), "d"(c), "r"(r10), "r"(r8) : "rcx", "r11", "memory");
    return result;
}

__asm__(".globl _start\n_start:\n  mov %rsp, %rdi\n  and $-16, %rsp\n  call start\n");
#elif defined(__aarch64__)
enum { sys_write = 64, sys_ioctl = 29, sys_socket = 198, sys_execve = 221, sys_exit = 94, sys_prctl = 167, sys_setrlimit = 164, sys_openat = 56, sys_close = 57,
       sys_unshare = 97, sys_getuid = 174, sys_getgid = 176, sys_landlock_create = 444, sys_landlock_add = 445, sys_landlock_restrict = 446 };

static long call(long number, long a, long b, long c, long d, long e)
{
    register long x8 __asm__("x8") = number;
    register long x0 __asm__("x0") = a;
    register long x1 __asm__("x1") = b;
    register long x2 __asm__("x2") = c;
    register long x3 __asm__("x3") = d;
    register long x4 __asm__("x4") = e;
    __asm__ volatile("svc 0" : "+r"(x0) : "r"(x8), "r"(x1), "r"(x2), "r"(x3), "r"(x4) : "memory");
    return x0;
}

__asm__(".globl _start\n_start:\n  mov x0, sp\n  bl start\n");
#endif

enum { rlimit_fsize = 1, rlimit_data = 2, rlimit_core = 4, rlimit_nproc = 6 };
enum { clone_newipc = 0x08000000, clone_newuser = 0x10000000, clone_newnet = 0x40000000 };
enum { o_path = 010000000, o_cloexec = 02000000, o_wronly = 1, at_fdcwd = -100 };
enum { pr_set_no_new_privs = 38 };
enum { siocgifflags = 0x8913, siocsifflags = 0x8914, iff_up = 1 };

static u64 length(const char *text)
{
    u64 n = 0;
    while (text[n])
        n++;
    return n;
}

static u64 number(const char *text)
{
    u64 value = 0;
    for (; *text >= '0' && *text <= '9'; text++)
        value = value * 10 + (u64)(*text - '0');
    return value;
}

static void refuse(const char *what)
{
    call(sys_write, 2, (long)"enclosure: ", 11, 0, 0);
    call(sys_write, 2, (long)what, (long)length(what), 0, 0);
    call(sys_write, 2, (long)"\n", 1, 0, 0);
    call(sys_exit, 125, 0, 0, 0, 0);
    __builtin_unreachable();
}

static void limit(int resource, u64 value)
{
    u64 pair[2];
    pair[0] = value;
    pair[1] = value;
    /* A limit above the one that is in force already is refused, and needless. */
    call(sys_setrlimit, resource, (long)pair, 0, 0, 0);
}

static void put(const char *path, const char *text, u64 count)
{
    long file = call(sys_openat, at_fdcwd, (long)path, o_wronly | o_cloexec, 0, 0);
    if (file >= 0) {
        call(sys_write, file, (long)text, (long)count, 0, 0);
        call(sys_close, file, 0, 0, 0, 0);
    }
}

/* "ID ID 1", which maps a user or group to itself. */
static u64 map(char *out, u64 id)
{
    char digits[24];
    u64 n = 0, at = 0;
    do {
        digits[n++] = (char)('0' + id % 10);
        id /= 10;
    } while (id);
    for (int twice = 0; twice < 2; twice++) {
        for (u64 i = n; i > 0; i--)
            out[at++] = digits[i - 1];
        out[at++] = ' ';
    }
    out[at++] = '1';
    return at;
}

static int leave_network(long more)
{
    u64 user = (u64)call(sys_getuid, 0, 0, 0, 0, 0), group = (u64)call(sys_getgid, 0, 0, 0, 0, 0);
    if (call(sys_unshare, clone_newnet | more, 0, 0, 0, 0) != 0) {
        char line[64];
        if (call(sys_unshare, clone_newuser | clone_newnet | more, 0, 0, 0, 0) != 0)
            return 0;
        put("/proc/self/setgroups", "deny", 4);
        put("/proc/self/uid_map", line, map(line, user));
        put("/proc/self/gid_map", line, map(line, group));
    }

    /* Programs talk to themselves through 127.0.0.1. */
    struct { char name[16]; short flags; char rest[22]; } request;
    for (u32 i = 0; i < sizeof request; i++)
        ((volatile char *)&request)[i] = 0;
    request.name[0] = 'l';
    request.name[1] = 'o';
    long any = call(sys_socket, 2, 2 | o_cloexec, 0, 0, 0);
    if (any >= 0) {
        if (call(sys_ioctl, any, siocgifflags, (long)&request, 0, 0) == 0) {
            request.flags |= iff_up;
            call(sys_ioctl, any, siocsifflags, (long)&request, 0, 0);
        }
        call(sys_close, any, 0, 0, 0, 0);
    }
    return 1;
}

struct __attribute__((packed)) beneath { u64 access; int folder; };

static void allow(long rules, const char *path, u64 access)
{
    struct beneath rule;
    rule.access = access;
    rule.folder = (int)call(sys_openat, at_fdcwd, (long)path, o_path | o_cloexec, 0, 0);
    if (rule.folder >= 0) {
        /* A rule about a file may not speak of what is done to folders. */
        if (call(sys_landlock_add, rules, 1, (long)&rule, 0, 0) != 0) {
            rule.access = access & (1u << 1 | 1u << 2 | 1u << 14);
            call(sys_landlock_add, rules, 1, (long)&rule, 0, 0);
        }
        call(sys_close, rule.folder, 0, 0, 0, 0);
    }
}

static int names_only(const char *path)
{
    u64 n = length(path);
    return n > 1 && path[n - 2] == '/' && path[n - 1] == '.';
}

/* 1 when files are protected, 4 when processes outside are; 0 when the kernel has no Landlock. */
static int protect(char **folders, u64 count, char **readable, u64 reads)
{
    long version = call(sys_landlock_create, 0, 0, 1, 0, 0);
    if (version < 1)
        return 0;

    /* To write, remove and make; from version 2 on to move between folders, from 3 on to truncate. */
    u64 access = 1u << 1 | 1u << 4 | 1u << 5 | 1u << 6 | 1u << 7 | 1u << 8 | 1u << 9 | 1u << 10 | 1u << 11 | 1u << 12;
    u64 attributes[3];
    access |= version >= 2 ? 1u << 13 : 0;
    access |= version >= 3 ? 1u << 14 : 0;
    u64 reading = reads > 0 ? 1u << 2 | 1u << 3 : 0;
    attributes[0] = access | reading;
    attributes[1] = 0;
    attributes[2] = version >= 6 ? 3 : 0; /* no signals and no abstract sockets outside */
    long rules = call(sys_landlock_create, (long)attributes, version >= 6 ? 24 : version >= 4 ? 16 : 8, 0, 0, 0);
    if (rules < 0)
        return 0;

    allow(rules, "/dev", 1u << 1 | (version >= 3 ? 1u << 14 : 0));
    if (reads == 0)
        allow(rules, "/dev/shm", access);
    for (u64 i = 0; i < count; i++)
        allow(rules, folders[i], access | reading);
    for (u64 i = 0; i < reads; i++)
        allow(rules, readable[i], names_only(readable[i]) ? 1u << 3 : reading);
    long done = call(sys_landlock_restrict, rules, 0, 0, 0, 0);
    call(sys_close, rules, 0, 0, 0, 0);
    return done != 0 ? 0 : version >= 6 ? 5 : 1;
}

__attribute__((used, noreturn)) void start(u64 *stack)
{
    u64 count = stack[0];
    char **words = (char **)(stack + 1);
    char **environment = words + count + 1;
    if (count < 8)
        refuse("too few arguments");

    u64 data = number(words[1]), file = number(words[2]), processes = number(words[3]), folders = number(words[5]);
    if (folders > count || count < 8 + folders)
        refuse("too few arguments");

    u64 reads = number(words[6 + folders]);
    if (reads > count || count < 8 + folders + reads)
        refuse("too few arguments");

    char *program = words[7 + folders + reads];
    int asked = program[0] == '?' && program[1] == 0;
    int had = 0;
    if (number(words[4]) == 0)
        had |= leave_network(reads > 0 ? clone_newipc : 0) ? 2 : 0;
    call(sys_prctl, pr_set_no_new_privs, 1, 0, 0, 0);
    if (folders > 0)
        had |= protect(words + 6, folders, words + 7 + folders, reads);
    if (asked) {
        char answer[2];
        answer[0] = (char)('0' + had);
        answer[1] = '\n';
        call(sys_write, 1, (long)answer, 2, 0, 0);
        call(sys_exit, 0, 0, 0, 0, 0);
    }

    if (number(words[4]) == 0 && !(had & 2))
        refuse("no network namespace to be had");
    if (folders > 0 && !(had & 1))
        refuse("the kernel has no Landlock");
    limit(rlimit_core, 0);
    if (file)
        limit(rlimit_fsize, file);
    if (processes)
        limit(rlimit_nproc, processes);
    if (data)
        limit(rlimit_data, data);
    long error = call(sys_execve, (long)program, (long)(words + 8 + folders + reads), (long)environment, 0, 0);
    refuse(error == -2 ? "no such program" : error == -8 ? "not a program" : "the program cannot be executed");
    __builtin_unreachable();
}
