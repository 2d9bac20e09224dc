# A program of a few hundred bytes that starts another one as its own sibling.
#
# Why: Linux counts into a process's peak resident set (ru_maxrss, getrusage(2)) what its memory was before exec(2), and a
# child made by posix_spawn(3) shares its parent's memory until then. Started by Hone directly, a program of 2 MiB would be
# reported with Hone's own 40 MiB and more. Started from here, it begins with the few pages of this program. It also reads
# the clock at the last moment before exec, so that no run is charged for being started.
#
# Called as: launcher PATH ARGV0 ARGV1 ..., with descriptor 3 a pipe to Hone. It clones itself with CLONE_PARENT, so that the
# new process is Hone's child, whom Hone waits for and whose rusage it gets alone; with CLONE_VFORK, so that what the two
# write comes in this order: the time of CLOCK_MONOTONIC (struct timespec, 16 bytes); the errno (4 bytes) if exec failed;
# the process id or a negative errno of clone (8 bytes).
#
# build.sh in this folder makes launcher.x86-64 from it; a test makes it again and compares.

        .globl  _start
        .text
_start:
        movl    $72, %eax               # fcntl(3, F_SETFD, FD_CLOEXEC)
        movl    $3, %edi
        movl    $2, %esi
        movl    $1, %edx
        syscall
        movl    $56, %eax               # clone(CLONE_PARENT | CLONE_VFORK | SIGCHLD, 0, 0, 0, 0)
        movl    $0xc011, %edi
        xorl    %esi, %esi
        xorl    %edx, %edx
        xorl    %r10d, %r10d
        xorl    %r8d, %r8d
        syscall
        testl   %eax, %eax
        jz      child
        cltq
        pushq   %rax
        movl    $1, %eax                # write(3, &pid, 8)
        movl    $3, %edi
        movq    %rsp, %rsi
        movl    $8, %edx
        syscall
        xorl    %edi, %edi
        jmp     exit
child:
        movq    %rsp, %rbx
        subq    $16, %rsp
        movl    $228, %eax              # clock_gettime(CLOCK_MONOTONIC, &time)
        movl    $1, %edi
        movq    %rsp, %rsi
        syscall
        movl    $1, %eax                # write(3, &time, 16)
        movl    $3, %edi
        movq    %rsp, %rsi
        movl    $16, %edx
        syscall
        movq    (%rbx), %rcx            # argc
        movq    16(%rbx), %rdi          # execve(PATH, &ARGV0, envp)
        leaq    24(%rbx), %rsi
        leaq    16(%rbx,%rcx,8), %rdx
        movl    $59, %eax
        syscall
        negl    %eax
        pushq   %rax
        movl    $1, %eax                # write(3, &errno, 4)
        movl    $3, %edi
        movq    %rsp, %rsi
        movl    $4, %edx
        syscall
        movl    $127, %edi
exit:
        movl    $60, %eax               # exit
        syscall
