# A program of a few hundred bytes that stays beside Hone and starts programs as its own siblings.
#
# Why: Linux counts into a process's peak resident set (ru_maxrss, getrusage(2)) what its memory was before exec(2), and a
# child made by posix_spawn(3) shares its parent's memory until then. Started by Hone directly, a program of 2 MiB would be
# reported with Hone's own 40 MiB and more. Started from here, it begins with the few pages of this program. It also reads
# the clock at the last moment before exec, so that no run is charged for being started. It stays, because to be started
# itself for every run would cost as much again as the run.
#
# Descriptor 0 is a socket to Hone, descriptor 1 a file of 8 MiB that both have mapped. For each run Hone writes the request
# below into the file and sends one byte with the three descriptors that become 0, 1 and 2 of the program (SCM_RIGHTS). The
# program is cloned with CLONE_PARENT, so that it is Hone's child, whom Hone waits for and whose rusage it gets alone; with
# CLONE_VFORK, so that the answer, one byte, comes after exec; with CLONE_VM, so that nothing need be copied: it writes to no
# memory but the file. Whoever closes the socket ends this program.
#
#    0 path   8 argv   16 envp   24 folder   32 CPU mask (0: any)   40 its bytes   48 flags   56 nice
#   64 CLOCK_MONOTONIC before exec (struct timespec)   80 errno   88 the call that failed   96 pid, or -errno of clone
#  104 scheduling policy   108 its priority (struct sched_param)
#
# Pointers are as this program sees the file: from 0x40000000. Flags: 1 set nice, 2 no address space randomisation, 4 set the
# scheduling policy.
#
# build.sh in this folder makes launcher.x86-64 from it; a test makes it again and compares.

        .globl  _start
        .text
_start:
        movl    $9, %eax                # mmap(0x40000000, 8 MiB, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_FIXED, 1, 0)
        movl    $0x40000000, %edi
        movl    $0x800000, %esi
        movl    $3, %edx
        movl    $0x11, %r10d
        movl    $1, %r8d
        xorl    %r9d, %r9d
        syscall
        movl    $0x40000000, %ebx
        cmpq    %rax, %rbx
        jne     exit
        subq    $128, %rsp              # 0 struct msghdr, 56 struct iovec, 72 the byte, 80 control message of 48 bytes
        leaq    56(%rsp), %rax
        leaq    72(%rsp), %rcx
        leaq    80(%rsp), %rdx
        movq    %rcx, (%rax)
        movq    $1, 8(%rax)
        movq    %rax, 16(%rsp)
        movq    $1, 24(%rsp)
        movq    %rdx, 32(%rsp)
        movq    $0, (%rsp)
        movq    $0, 8(%rsp)
next:
        movq    $48, 40(%rsp)
        movl    $47, %eax               # recvmsg(0, &message, MSG_CMSG_CLOEXEC)
        xorl    %edi, %edi
        movq    %rsp, %rsi
        movl    $0x40000000, %edx
        syscall
        cmpl    $1, %eax
        jne     exit
        cmpq    $28, 80(%rsp)           # the length of a control message with three descriptors
        jne     exit
        movl    96(%rsp), %r12d
        movl    100(%rsp), %r13d
        movl    104(%rsp), %r14d
        movl    $56, %eax               # clone(CLONE_PARENT | CLONE_VFORK | CLONE_VM | SIGCHLD, 0, 0, 0, 0)
        movl    $0xc111, %edi
        xorl    %esi, %esi
        xorl    %edx, %edx
        xorl    %r10d, %r10d
        xorl    %r8d, %r8d
        syscall
        testl   %eax, %eax
        jz      child
        cltq
        movq    %rax, 96(%rbx)
        movl    $1, %eax                # write(0, &byte, 1)
        xorl    %edi, %edi
        leaq    72(%rsp), %rsi
        movl    $1, %edx
        syscall
        movl    $3, %eax                # close(2), of all three
        movl    %r12d, %edi
        syscall
        movl    $3, %eax
        movl    %r13d, %edi
        syscall
        movl    $3, %eax
        movl    %r14d, %edi
        syscall
        jmp     next
child:
        movl    $112, %eax              # setsid()
        syscall
        movl    $33, %r15d              # dup2(2), of all three
        movl    %r15d, %eax
        movl    %r12d, %edi
        xorl    %esi, %esi
        syscall
        testl   %eax, %eax
        js      failed
        movl    %r15d, %eax
        movl    %r13d, %edi
        movl    $1, %esi
        syscall
        testl   %eax, %eax
        js      failed
        movl    %r15d, %eax
        movl    %r14d, %edi
        movl    $2, %esi
        syscall
        testl   %eax, %eax
        js      failed
        movl    $80, %r15d              # chdir(folder)
        movl    %r15d, %eax
        movq    24(%rbx), %rdi
        syscall
        testl   %eax, %eax
        js      failed
        movq    32(%rbx), %rdx
        testq   %rdx, %rdx
        jz      priority
        movl    $203, %r15d             # sched_setaffinity(0, bytes, mask)
        movl    %r15d, %eax
        xorl    %edi, %edi
        movq    40(%rbx), %rsi
        syscall
        testl   %eax, %eax
        js      failed
priority:
        testb   $1, 48(%rbx)
        jz      scheduling
        movl    $141, %r15d             # setpriority(PRIO_PROCESS, 0, nice)
        movl    %r15d, %eax
        xorl    %edi, %edi
        xorl    %esi, %esi
        movl    56(%rbx), %edx
        syscall
        testl   %eax, %eax
        js      failed
scheduling:
        testb   $4, 48(%rbx)
        jz      addresses
        movl    $144, %r15d             # sched_setscheduler(0, policy, &priority)
        movl    %r15d, %eax
        xorl    %edi, %edi
        movl    104(%rbx), %esi
        leaq    108(%rbx), %rdx
        syscall
        testl   %eax, %eax
        js      failed
addresses:
        testb   $2, 48(%rbx)
        jz      start
        movl    $135, %r15d             # personality(personality(0xffffffff) | ADDR_NO_RANDOMIZE)
        movl    %r15d, %eax
        movl    $0xffffffff, %edi
        syscall
        movl    %eax, %edi
        orl     $0x40000, %edi
        movl    %r15d, %eax
        syscall
        testl   %eax, %eax
        js      failed
start:
        movl    $228, %eax              # clock_gettime(CLOCK_MONOTONIC, &time)
        movl    $1, %edi
        leaq    64(%rbx), %rsi
        syscall
        movl    $59, %r15d              # execve(path, argv, envp)
        movl    %r15d, %eax
        movq    (%rbx), %rdi
        movq    8(%rbx), %rsi
        movq    16(%rbx), %rdx
        syscall
failed:
        negl    %eax
        movl    %eax, 80(%rbx)
        movl    %r15d, 88(%rbx)
        movl    $127, %edi
exit:
        movl    $60, %eax               # exit
        syscall
