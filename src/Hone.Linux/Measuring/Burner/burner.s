# A program of known work: it steps a xorshift generator (G. Marsaglia, Journal of Statistical Software 8 (2003)) as many times
# as its only argument says, in decimal digits, and ends.
#
# Why: an instrument is tested on a difference that is known beforehand. Each step depends on the one before it, so that the
# time is the number of steps times six dependent instructions, on every core, and nothing of it can be skipped; there is no
# library, no heap, no input and no output. Leading zeros are allowed: commands of different work can have the same length.
#
# build.sh in this folder makes burner.x86-64 from it; a test makes it again and compares.

        .globl  _start
        .text
_start:
        cmpq    $2, (%rsp)              # argc
        jl      done
        movq    16(%rsp), %rsi          # argv[1]
        xorl    %ecx, %ecx
digits:
        movzbl  (%rsi), %eax
        subl    $'0', %eax
        cmpl    $9, %eax
        ja      parsed
        leaq    (%rcx,%rcx,4), %rcx
        leaq    (%rax,%rcx,2), %rcx
        incq    %rsi
        jmp     digits
parsed:
        testq   %rcx, %rcx
        jz      done
        movq    $0x2545F491, %rax
        .p2align 5
step:
        movq    %rax, %rdx
        shlq    $13, %rdx
        xorq    %rdx, %rax
        movq    %rax, %rdx
        shrq    $7, %rdx
        xorq    %rdx, %rax
        movq    %rax, %rdx
        shlq    $17, %rdx
        xorq    %rdx, %rax
        decq    %rcx
        jnz     step
done:
        xorl    %edi, %edi
        movl    $60, %eax               # exit(0)
        syscall
