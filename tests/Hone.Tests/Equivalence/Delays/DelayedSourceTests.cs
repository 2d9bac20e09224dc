using System.Diagnostics;
using Hone.Equivalence.Delays;
using Hone.Equivalence.Mutants;
using Hone.Opportunities.Handicaps;

namespace Hone.Tests.Equivalence.Delays;

/// <summary>Counters in real programs of every language, built as strictly as people build.</summary>
public sealed class DelayedSourceTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hone-delay-").FullName;

    [Fact]
    public void Each_language_has_its_own_place()
    {
        Assert.Equal("int f(int x) { int hone_handicap_entered __attribute__((unused)) = hone_handicap_enter(); return x; }", Inserted("a.c", "int f(int x) { return x; }", "f"));
        Assert.Equal("class C { int F(int x) { HoneHandicap.Enter(); return x + 1; } }", Inserted("a.cs", "class C { int F(int x) => x + 1; }", "C.F(int)"));
        Assert.Equal("class C { void F() { HoneHandicap.Enter(); G(); } }", Inserted("a.cs", "class C { void F() => G(); }", "F"));
        Assert.Equal("class C { async Task F() { HoneHandicap.Enter(); await G(); } }", Inserted("a.cs", "class C { async Task F() => await G(); }", "F"));
        Assert.Equal("class C { async Task<int> F() { HoneHandicap.Enter(); return await G(); } }", Inserted("a.cs", "class C { async Task<int> F() => await G(); }", "F"));
        Assert.Equal("class C { int F() { HoneHandicap.Enter(); throw new E(); } }", Inserted("a.cs", "class C { int F() => throw new E(); }", "F"));
        Assert.Equal("class C { int P { get { HoneHandicap.Enter(); return 1; } } }", Inserted("a.cs", "class C { int P => 1; }", "get_P"));
        Assert.Equal("class C { int P { get { HoneHandicap.Enter(); return 1; } } }", Inserted("a.cs", "class C { int P { get => 1; } }", "get_P"));
        Assert.Equal("class C { void F() { HoneHandicap.Enter(); G(); } }", Inserted("a.cs", "class C { void F() { G(); } }", "F"));
        Assert.Equal("function f(x) { honeHandicapEnter(); return x; }", Inserted("a.js", "function f(x) { return x; }", "f"));
        Assert.Equal("function f() { 'use strict'; honeHandicapEnter(); return 1; }", Inserted("a.js", "function f() { 'use strict'; return 1; }", "f"));
        Assert.Equal("const f = (x) => (honeHandicapEnter(), x * 2);", Inserted("a.js", "const f = (x) => x * 2;", "f"));
        Assert.Equal("const f = (x) => { honeHandicapEnter(); return x; };", Inserted("a.js", "const f = (x) => { return x; };", "f"));
        Assert.Equal("class C { m(x) { honeHandicapEnter(); return x; } }", Inserted("a.js", "class C { m(x) { return x; } }", "C.m"));
        Assert.Equal("def f(x):\n    _hone_handicap_enter()\n    return x\n", Inserted("a.py", "def f(x):\n    return x\n", "f"));
        Assert.Equal("def f(x): _hone_handicap_enter(); return x\n", Inserted("a.py", "def f(x): return x\n", "f"));
        Assert.Equal("def f(x):\n    \"\"\"Two\n    lines.\"\"\"; _hone_handicap_enter()\n    return x\n", Inserted("a.py", "def f(x):\n    \"\"\"Two\n    lines.\"\"\"\n    return x\n", "f"));
    }

    [Theory]
    [InlineData("gcc", "work.c", "-std=c89")]
    [InlineData("gcc", "work.c", "-std=c17")]
    [InlineData("g++", "work.cc", "-std=c++17")]
    public void C_and_its_sister_take_it_without_a_warning_and_count_every_thread_and_child(string compiler, string file, string standard)
    {
        const string source =
            """
            #define _GNU_SOURCE 1
            #include <pthread.h>
            #include <stdio.h>
            #include <sys/wait.h>
            #include <unistd.h>
            static long work(long x)
            {
                long y = x + 1;
                return y * 2;
            }
            static void *many(void *of)
            {
                long i, sum = 0;
                for (i = 0; i < 1000; i++)
                    sum += work(i);
                return sum < 0 ? of : 0;
            }
            int main(void)
            {
                pthread_t one, two;
                pid_t child;
                pthread_create(&one, 0, many, 0);
                pthread_join(one, 0);
                pthread_create(&two, 0, many, 0);
                pthread_join(two, 0);
                many(0);
                child = fork();
                if (child == 0) {
                    many(0);
                    _exit(0);
                }
                waitpid(child, 0, 0);
                printf("%d\n", __LINE__);
                return 0;
            }
            """;
        Write(file, Changed(file, source, "work"));
        Run(compiler, standard, "-pedantic", "-Wall", "-Wextra", "-Wshadow", compiler == "gcc" ? "-Wdeclaration-after-statement" : "-Wconversion", "-Werror", "-O1", "-pthread", "-o", "work", file);
        string counts = Counts();
        Assert.Equal("33\n", Run(Path.Combine(_folder, "work"), 10, 50_000, counts));
        DelayTotals totals = Totals(counts);
        Assert.Equal(4000, totals.Calls);
        Assert.Equal(4, totals.Threads);

        // 100 waits of each thread, the first somewhere in the countdown.
        Assert.InRange(totals.Inserted, 396 * 50_000L, long.MaxValue);
        Assert.InRange(totals.Chain, 396 * 50_000L, totals.Inserted);
    }

    [Fact]
    public void Python_takes_it_with_documentation_futures_threads_and_children()
    {
        const string source =
            """
            #!/usr/bin/env python3
            '''A module.'''
            from __future__ import (annotations,
                                    division)
            import threading, multiprocessing

            def work(x):
                for _ in range(2):
                    x += 1
                return x

            def many(n):
                for i in range(n):
                    work(i)

            if __name__ == "__main__":
                t = threading.Thread(target=many, args=(100,))
                t.start(); t.join()
                many(100)
                p = multiprocessing.get_context("fork").Process(target=many, args=(100,))
                p.start(); p.join()
                print(__doc__)
            """;
        Write("work.py", Changed("work.py", source, "work"));
        string counts = Counts();
        Assert.Equal("A module.\n", Run("python3", 1, 20_000, counts, "work.py"));
        DelayTotals totals = Totals(counts);
        Assert.Equal(300, totals.Calls);
        Assert.InRange(totals.Inserted, 300 * 20_000L, long.MaxValue);
    }

    [Theory]
    [InlineData("work.mjs", "import fs from 'node:fs'; export const other = fs;")]
    [InlineData("work.cjs", "'use strict'; const other = require('fs');")]
    public void Node_takes_it_in_both_kinds_of_modules_even_when_the_module_calls_itself_at_once(string file, string first)
    {
        string source = first + "\nconst work = (x) => x + 1;\nlet sum = 0;\nfor (let i = 0; i < 1000; i++) sum += work(i);\nconsole.log(sum, typeof other);\n// end";
        Write(file, Changed(file, source, "work"));
        string counts = Counts();
        Assert.Equal("500500 object\n", Run("node", 1, 20_000, counts, file));
        DelayTotals totals = Totals(counts);
        Assert.Equal(1000, totals.Calls);
        Assert.InRange(totals.Inserted, 1000 * 19_000L, long.MaxValue);
    }

    [Fact]
    public void Typescript_gets_types()
    {
        string changed = Changed("work.ts", "export function work(x: number): number { return x; }", "work");
        Assert.Contains("var honeHandicapSlot: any;", changed, StringComparison.Ordinal);
        Assert.DoesNotContain("/*: any*/", changed, StringComparison.Ordinal);
        Assert.DoesNotContain("/*as any*/", changed, StringComparison.Ordinal);
    }

    [Fact]
    public void The_environment_has_the_same_length_for_every_delay() =>
        Assert.Equal(DelayRuntime.Value(1, 0, "/x").Length, DelayRuntime.Value(DelayRuntime.MostEvery, 123_456_789, "/x").Length);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    // What was put into the function, without what its file got besides.
    private static string Inserted(string file, string source, string function)
    {
        string changed = Changed(file, source, function);
        return Path.GetExtension(file) switch
        {
            ".c" => changed[(changed.IndexOf("#line 1\n", StringComparison.Ordinal) + 8)..],
            ".py" => changed[(changed.IndexOf('\n', StringComparison.Ordinal) + 1)..],
            ".cs" => changed[..changed.IndexOf("\n#pragma", StringComparison.Ordinal)],
            _ => changed[..changed.IndexOf("\n// Put behind", StringComparison.Ordinal)],
        };
    }

    private static string Changed(string file, string source, string name)
    {
        SourceLanguage language = SourceLanguages.Of(file)!;
        IReadOnlyList<SourceToken> tokens = SourceLexer.Tokens(source, language);
        SourceFunction function = (language.Name == "c#" ? CSharpCode.Read(source).Find(tokens, name, null) : SourceFunctions.Find(tokens, source, language, name, null))!;
        return DelayedSource.Insert(source, language, tokens, function)!;
    }

    private void Write(string file, string text) => File.WriteAllText(Path.Combine(_folder, file), text);

    private string Counts() => Directory.CreateDirectory(Path.Combine(_folder, "counts")).FullName;

    private static DelayTotals Totals(string counts) => DelayTotals.Of([.. Directory.EnumerateFiles(counts).SelectMany(file => DelaySlot.Read(File.ReadAllBytes(file)))]);

    private void Run(string program, params string[] arguments) => _ = Run(program, null, arguments);

    private string Run(string program, long every, long wait, string counts, params string[] arguments) => Run(program, DelayRuntime.Value(every, wait, counts), arguments);

    private string Run(string program, string? delay, string[] arguments)
    {
        ProcessStartInfo start = new(program, arguments) { WorkingDirectory = _folder, RedirectStandardOutput = true, RedirectStandardError = true };
        if (delay is not null)
        {
            start.Environment[DelayRuntime.Variable] = delay;
        }

        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, error.Result);
        return output;
    }
}
