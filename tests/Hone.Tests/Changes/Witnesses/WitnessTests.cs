using Hone.Changes.Proofs;
using Hone.Cli.Steps.Changes.Witnesses;

namespace Hone.Tests.Changes.Witnesses;

/// <summary>Each witness on a pair of programs that do the same, and on a pair of which one plays a trick.</summary>
public sealed class WitnessTests
{
    private const string Lines = "3 ash\n1 oak\n2 elm\n5 fir\n4 yew\n7 box\n6 bay\n9 fig\n8 tea\n";

    private static async Task<IReadOnlyList<Witness>> Look(ClaimKind kind, string baseline, string candidate, string input = Lines, bool stdin = true, string? output = null)
    {
        using TwoPrograms programs = new(baseline, candidate, input, stdin, output);
        return await programs.RunAsync(kind);
    }

    private static async Task Passes(ClaimKind kind, string baseline, string candidate, string input = Lines, bool stdin = true, string? output = null)
    {
        IReadOnlyList<Witness> witnesses = await Look(kind, baseline, candidate, input, stdin, output);
        Assert.Equal(WitnessNames.Of(kind), witnesses.Select(witness => witness.Name));
        Assert.All(witnesses, witness => Assert.True(witness.Outcome == WitnessOutcome.Passed, $"{witness.Name}: {witness.Outcome.Name()}, {witness.Measured}; {witness.Case}; {witness.FirstDifference}"));
    }

    private static async Task<Witness> Fails(ClaimKind kind, string baseline, string candidate, string input = Lines, bool stdin = true, string? output = null)
    {
        IReadOnlyList<Witness> witnesses = await Look(kind, baseline, candidate, input, stdin, output);
        Witness? failed = witnesses.FirstOrDefault(witness => witness.Outcome == WitnessOutcome.Failed);
        Assert.True(failed is not null, string.Join('\n', witnesses.Select(witness => $"{witness.Name}: {witness.Outcome.Name()}, {witness.Measured}")));
        Assert.Equal(kind, failed.Claim);
        Assert.False(string.IsNullOrEmpty(failed.Case), failed.Measured);
        Assert.False(string.IsNullOrEmpty(failed.FirstDifference), failed.Measured);
        return failed;
    }

    private const string SortedBy = "import sys\nrows = [line.split() for line in sys.stdin if len(line.split()) == 2]\n";

    [Fact]
    public async Task Ties_that_keep_their_order_pass_and_an_order_that_is_not_stable_fails()
    {
        string baseline = SortedBy + "for row in sorted(rows, key=lambda row: row[0]):\n    print(*row)\n";
        await Passes(ClaimKind.TieBreaking, baseline, SortedBy + "rows.sort(key=lambda row: row[0])\nprint('\\n'.join(' '.join(row) for row in rows))\n");
        Witness failed = await Fails(ClaimKind.TieBreaking, baseline, SortedBy + "for row in sorted(rows, key=lambda row: row[0], reverse=True)[::-1]:\n    print(*row)\n");
        Assert.NotNull(failed.Input);
        Assert.Contains("baseline:", failed.FirstDifference, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_input_of_a_failed_case_is_kept()
    {
        using TwoPrograms programs = new(SortedBy + "for row in sorted(rows, key=lambda row: row[0]):\n    print(*row)\n", SortedBy + "for row in sorted(rows, reverse=True)[::-1]:\n    print(*row)\n", Lines);
        Witness failed = Assert.Single(await programs.RunAsync(ClaimKind.TieBreaking));
        Assert.Equal(WitnessOutcome.Failed, failed.Outcome);
        byte[] kept = programs.Session.Artifacts.Read(new("witness-input", failed.Input!.Sha256, failed.Input.Bytes))!;
        Assert.True(TiedInputs.EqualLines(kept) >= TiedInputs.LeastEqual || kept.Length > 0);
        Assert.Equal(failed.Input.Bytes, kept.Length);
    }

    [Fact]
    public async Task An_order_that_holds_for_one_input_only_fails_on_permuted_ones()
    {
        const string baseline = "import sys\nfor line in dict.fromkeys(sys.stdin):\n    print(line, end='')\n";
        const string sorted = "a\nb\nc\nd\ne\n";
        await Passes(ClaimKind.Ordering, baseline, "import sys\nseen = set()\nfor line in sys.stdin:\n    if line not in seen:\n        seen.add(line)\n        print(line, end='')\n", sorted);
        await Fails(ClaimKind.Ordering, baseline, "import sys\nfor line in sorted(set(sys.stdin)):\n    print(line, end='')\n", sorted);
    }

    private static string Sum(string type) => $$"""
        #include <stdio.h>
        int main(void)
        {
            {{type}} total = 0;
            double x;
            while (scanf("%lf", &x) == 1)
                total += x;
            printf("%.17g\n", (double)total);
            return 0;
        }
        """;

    [Fact]
    public async Task The_same_sum_passes_and_lost_precision_fails_in_units_of_the_last_place()
    {
        const string numbers = "0.1\n0.2\n0.3\n4.5\n1.25\n";
        await Passes(ClaimKind.FloatingPoint, Sum("double"), Sum("double").Replace("total += x", "total = total + x", StringComparison.Ordinal), numbers);
        Witness failed = await Fails(ClaimKind.FloatingPoint, Sum("double"), Sum("float"), numbers);
        Assert.Contains("units in the last place", failed.FirstDifference, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_no_output_has_a_fraction_there_is_nothing_to_round() =>
        Assert.Equal(WitnessOutcome.NotTriggered, Assert.Single(await Look(ClaimKind.FloatingPoint, "import sys\nprint(len(sys.stdin.read()))\n", "import sys\nprint(len(sys.stdin.read()) + 0)\n", "a\nb\nc\n")).Outcome);

    private const string Reads = "import sys\ntry:\n    text = open(sys.argv[1]).read()\nexcept OSError as error:\n    sys.exit(f'work: {error.strerror}')\n";

    [Fact]
    public async Task The_same_errors_pass_and_a_swallowed_one_fails()
    {
        string baseline = Reads + "print(len(text))\n";
        await Passes(ClaimKind.Errors, baseline, Reads + "n = len(text)\nprint(n)\n", stdin: false);
        Witness failed = await Fails(ClaimKind.Errors, baseline, baseline.Replace("    sys.exit(f'work: {error.strerror}')", "    text = ''", StringComparison.Ordinal), stdin: false);
        Assert.Contains("missing", failed.Case, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_error_of_writing_that_is_no_longer_noticed_fails()
    {
        string write = """
            #include <stdio.h>
            #include <stdlib.h>
            int main(void)
            {
                char line[100];
                while (fgets(line, sizeof line, stdin))
                    fputs(line, stdout);
                if (fflush(stdout) != 0) {
                    perror("work");
                    return 3;
                }
                return 0;
            }
            """;
        await Passes(ClaimKind.Errors, write, write.Replace("char line[100]", "char line[200]", StringComparison.Ordinal));
        Witness failed = await Fails(ClaimKind.Errors, write, write.Replace("return 3", "return 0", StringComparison.Ordinal).Replace("perror(\"work\");", "", StringComparison.Ordinal));
        Assert.Contains("full", failed.Case, StringComparison.Ordinal);
        Assert.Contains("exit:", failed.FirstDifference, StringComparison.Ordinal);
    }

    private const string Saves = "import os, sys\ntext = sys.stdin.read()\nf = open('out.tmp', 'w')\nf.write(text)\nf.flush()\nos.fsync(f.fileno())\nf.close()\nos.rename('out.tmp', 'out.txt')\n";

    [Fact]
    public async Task The_same_effects_pass_and_a_dropped_fsync_fails()
    {
        await Passes(ClaimKind.SideEffects, Saves, Saves.Replace("f.write(text)", "f.write(text[:1])\nf.write(text[1:])", StringComparison.Ordinal), output: "out.txt");
        Witness failed = await Fails(ClaimKind.SideEffects, Saves, Saves.Replace("os.fsync(f.fileno())\n", "", StringComparison.Ordinal), output: "out.txt");
        Assert.Contains("no more: syncs temporary 1", failed.FirstDifference, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_beside_the_outputs_and_a_process_left_behind_fail()
    {
        Assert.Contains("new: writes ~/.cache/x", (await Fails(ClaimKind.SideEffects, "print(1)\n", "import os\nos.makedirs(os.path.expanduser('~/.cache'))\nopen(os.path.expanduser('~/.cache/x'), 'w').close()\nprint(1)\n")).FirstDifference, StringComparison.Ordinal);
        Assert.Contains("new: makes a process", (await Fails(ClaimKind.SideEffects, "print(1)\n", "import os\nif os.fork() == 0:\n    os.setsid()\n    os._exit(0)\nprint(1)\n")).FirstDifference, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sync_before_rename_passes_and_rename_before_sync_fails()
    {
        await Passes(ClaimKind.Durability, Saves, Saves.Replace("f.flush()", "f.flush() or None", StringComparison.Ordinal), output: "out.txt");
        string late = Saves.Replace("os.fsync(f.fileno())\nf.close()\nos.rename('out.tmp', 'out.txt')", "os.rename('out.tmp', 'out.txt')\nos.fsync(f.fileno())\nf.close()", StringComparison.Ordinal);
        await Fails(ClaimKind.Durability, Saves, late, output: "out.txt");
        Assert.Equal(WitnessOutcome.NotTriggered, Assert.Single(await Look(ClaimKind.Durability, "print(1)\n", "print(1 + 0)\n")).Outcome);
    }

    [Fact]
    public async Task More_memory_fails_and_descriptors_that_stay_open_fail()
    {
        const string baseline = "import sys\ntext = sys.stdin.read()\nprint(len(text))\n";
        await Passes(ClaimKind.Resources, baseline, baseline.Replace("print(len(text))", "n = len(text)\nprint(n)", StringComparison.Ordinal));
        Assert.Contains("peak memory", (await Fails(ClaimKind.Resources, baseline, baseline + "x = bytearray(60_000_000)\n")).Measured, StringComparison.Ordinal);
        Assert.Contains("descriptors", (await Fails(ClaimKind.Resources, baseline, baseline + "files = [open('/dev/null') for i in range(40)]\n")).Measured, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Runs_one_after_the_other_pass_and_what_is_kept_between_them_fails()
    {
        const string baseline = "import sys\ntext = open(sys.argv[1]).read()\nprint(sum(i * ord(c) for i, c in enumerate(text)))\n";
        await Passes(ClaimKind.State, baseline, baseline.Replace("i * ord(c)", "ord(c) * i", StringComparison.Ordinal), stdin: false);
        string kept = "import os, sys\nname = f'.{os.path.getsize(sys.argv[1])}'\nif os.path.exists(name):\n    print(open(name).read(), end='')\n    sys.exit()\n" + baseline.Replace("import sys\n", "", StringComparison.Ordinal).Replace("print(", "result = (", StringComparison.Ordinal)
            + "print(result)\nopen(name, 'w').write(f'{result}\\n')\n";
        Witness failed = await Fails(ClaimKind.State, baseline, kept, stdin: false);
        Assert.Contains("B", failed.Case, StringComparison.Ordinal);
        Witness quiet = await Fails(ClaimKind.State, baseline, baseline + "open('.note', 'w').write('x')\n", stdin: false);
        Assert.Contains("app/.note", quiet.Measured, StringComparison.Ordinal);
    }

    private const string Options = "import sys\nif '--help' in sys.argv:\n    print('usage: work [FILE]')\n    sys.exit()\nif len(sys.argv) > 1 and sys.argv[1].startswith('-'):\n    sys.exit('work: no such option')\nprint('done')\n";

    [Fact]
    public async Task The_same_command_line_passes_and_another_help_or_a_forgiven_option_fails()
    {
        await Passes(ClaimKind.Api, Options, Options.Replace("print('done')", "print('do' + 'ne')", StringComparison.Ordinal));
        Assert.Contains("--help", (await Fails(ClaimKind.Api, Options, Options.Replace("[FILE]", "[FILE] [--fast]", StringComparison.Ordinal))).Case, StringComparison.Ordinal);
        await Fails(ClaimKind.Api, Options, Options.Replace("    sys.exit('work: no such option')", "    pass", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Seeded_random_numbers_pass_and_others_fail()
    {
        const string baseline = "import random\nr = random.Random(7)\nprint(r.random())\n";
        await Passes(ClaimKind.Rng, baseline, baseline.Replace("print(r.random())", "x = r.random()\nprint(x)", StringComparison.Ordinal));
        await Fails(ClaimKind.Rng, baseline, baseline.Replace("Random(7)", "Random()", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Threads_whose_results_are_joined_in_order_pass_and_a_race_fails()
    {
        const string ordered = "import threading, time, random\nout = [None] * 6\ndef work(i):\n    time.sleep(random.random() / 200)\n    out[i] = i\nthreads = [threading.Thread(target=work, args=(i,)) for i in range(6)]\n[t.start() for t in threads]\n[t.join() for t in threads]\nprint(out)\n";
        await Passes(ClaimKind.Concurrency, ordered, ordered.Replace("out[i] = i", "out[i] = i + 0", StringComparison.Ordinal));
        Witness failed = await Fails(ClaimKind.Concurrency, ordered, ordered.Replace("out = [None] * 6", "out = []", StringComparison.Ordinal).Replace("out[i] = i", "out.append(i)", StringComparison.Ordinal));
        Assert.Contains("processor", failed.Case, StringComparison.Ordinal);
        Assert.Equal(WitnessOutcome.NotTriggered, Assert.Single(await Look(ClaimKind.Concurrency, "print(1)\n", "print(1 + 0)\n")).Outcome);
    }

    [Fact]
    public async Task Every_size_passes_and_a_path_for_one_size_fails()
    {
        const string baseline = "import sys\nlines = sys.stdin.readlines()\nprint(len(lines), sum(len(line) for line in lines))\n";
        await Passes(ClaimKind.InputDomain, baseline, "import sys\nn = total = 0\nfor line in sys.stdin:\n    n += 1\n    total += len(line)\nprint(n, total)\n");
        Witness failed = await Fails(ClaimKind.InputDomain, baseline, baseline.Replace("print(", "if len(lines) == 700:\n    lines = lines[1:]\nprint(", StringComparison.Ordinal));
        Assert.Equal("700 lines", failed.Case!.Split(" (")[0]);
    }

    [Fact]
    public async Task What_is_refused_stays_refused_and_a_check_that_is_gone_fails()
    {
        const string baseline = "import sys\nfor line in sys.stdin:\n    n, word = line.split()\n    if int(n) < 0:\n        sys.exit('work: below zero')\n    print(int(n), word)\n";
        await Passes(ClaimKind.Validation, baseline, baseline.Replace("    print(int(n), word)", "    k = int(n)\n    print(k, word)", StringComparison.Ordinal));
        Assert.Contains("below zero", (await Fails(ClaimKind.Validation, baseline, baseline.Replace("    if int(n) < 0:\n        sys.exit('work: below zero')\n", "", StringComparison.Ordinal))).Case, StringComparison.Ordinal);
        Assert.Equal(WitnessOutcome.NotTriggered, Assert.Single(await Look(ClaimKind.Validation, "import sys\nprint(len(sys.stdin.buffer.read()))\n", "import sys\nprint(len(sys.stdin.buffer.read()) + 0)\n")).Outcome);
    }

    [Fact]
    public async Task An_output_that_was_known_beforehand_fails_on_generated_inputs()
    {
        const string baseline = "import sys\nprint(sum(len(line) for line in sys.stdin))\n";
        await Passes(ClaimKind.Values, baseline, "import sys\nprint(len(sys.stdin.read()))\n", "a\nbb\nccc\n");
        Witness failed = await Fails(ClaimKind.Values, baseline, "print(9)\n", "a\nbb\nccc\n");
        Assert.Equal(WitnessNames.SeededInputs, failed.Name);
    }

    [Fact]
    public async Task Where_the_baseline_is_not_the_same_twice_nothing_is_held_against_the_candidate() =>
        Assert.Equal(WitnessOutcome.NotRun, Assert.Single(await Look(ClaimKind.Rng, "import os\nprint(os.urandom(8).hex())\n", "import os\nprint(os.urandom(8).hex() + '')\n")).Outcome);

    [Fact]
    public async Task Without_an_input_that_hone_knows_of_a_witness_says_why_it_did_not_look()
    {
        using TwoPrograms programs = new("print(1)\n", "print(1 + 0)\n", "");
        WitnessPlan plan = programs.Plan(ClaimKind.TieBreaking);
        Witness ties = Assert.Single(await WitnessRuns.RunAsync(plan with { Case = plan.Case with { StdinFile = null, Inputs = [] } }, TestContext.Current.CancellationToken));
        Assert.Equal(WitnessOutcome.NotTriggered, ties.Outcome);
        Assert.Contains("hone.toml names none", ties.Measured, StringComparison.Ordinal);
    }
}
