using Hone.Equivalence;
using Hone.Equivalence.Strength;

namespace Hone.Tests.Equivalence.Strength;

public sealed class StrengthFiguresTests
{
    [Fact]
    public void A_time_out_counts_neither_for_nor_against()
    {
        StrengthFigures figures = StrengthFigures.Of(Run(killed: 6, survived: 4, timedOut: 20));
        Assert.Equal("60.0 %", figures.KillRate.ToString());
        Assert.Equal(20, figures.TimedOut);
    }

    [Fact]
    public void Mutants_on_lines_that_are_not_executed_do_not_count() => Assert.Equal("75.0 %", StrengthFigures.Of(Run(killed: 9, survived: 3, uncovered: 30)).KillRate.ToString());

    [Fact]
    public void Saturation_is_what_the_oracle_noticed_of_all_that_was_noticed() =>
        Assert.Equal("90.0 %", StrengthFigures.Of(Run(killed: 18, survived: 10, byInputs: 2)).Saturation.ToString());

    [Fact]
    public void Without_inputs_saturation_is_not_known_and_the_grade_not_full()
    {
        StrengthFigures figures = StrengthFigures.Of(Run(killed: 18, survived: 2) with { Inputs = 0 });
        Assert.Null(figures.Saturation);
        Assert.Equal(OracleGrade.Invariants, figures.Grade);
    }

    [Fact]
    public void All_terms_together_make_the_full_grade()
    {
        StrengthFigures figures = StrengthFigures.Of(Run(killed: 18, survived: 2, byInputs: 1));
        Assert.Equal(OracleGrade.Full, figures.Grade);
        Assert.Empty(figures.Missing);
    }

    [Theory]
    [InlineData(11, 9, 0, "kill rate")]
    [InlineData(18, 6, 3, "saturation")]
    [InlineData(5, 1, 0, "too few")]
    public void Each_term_alone_keeps_it_from_the_full_grade(int killed, int survived, int byInputs, string missing)
    {
        StrengthFigures figures = StrengthFigures.Of(Run(killed, survived, byInputs: byInputs));
        Assert.Equal(OracleGrade.Invariants, figures.Grade);
        Assert.Contains(figures.Missing, sentence => sentence.Contains(missing, StringComparison.Ordinal));
    }

    [Fact]
    public void An_invariant_that_notices_nothing_is_decorative_and_gives_no_grade()
    {
        StrengthRun run = Run(killed: 18, survived: 2);
        StrengthFigures figures = StrengthFigures.Of(run with { Mutants = [.. run.Mutants.Select(mutant => mutant with { Broken = [] })] });
        Assert.Equal(["sorted"], figures.Decorative);
        Assert.Equal(OracleGrade.Goldens, figures.Grade);
    }

    [Fact]
    public void Lines_that_nobody_counted_leave_the_grade_low() =>
        Assert.Equal(OracleGrade.Goldens, StrengthFigures.Of(Run(killed: 18, survived: 2) with { Functions = [] }).Grade);

    [Fact]
    public void A_deletion_is_dead_work_only_when_every_pair_was_faster()
    {
        PairedCpu[] faster = [.. Enumerable.Repeat(new PairedCpu(100, 90), 5)];
        Assert.True(StrengthFigures.IsDeadWork(Mutant(MutantEnd.Survived) with { Pairs = faster }));
        Assert.False(StrengthFigures.IsDeadWork(Mutant(MutantEnd.Survived) with { Pairs = [.. faster[..4], new(100, 101)] }));
        Assert.False(StrengthFigures.IsDeadWork(Mutant(MutantEnd.Survived) with { Pairs = faster, NoticedBy = 3 }));
        Assert.False(StrengthFigures.IsDeadWork(Mutant(MutantEnd.Survived) with { Pairs = faster[..3] }));
    }

    [Fact]
    public void A_measurement_is_read_as_it_was_written()
    {
        StrengthRun run = Run(killed: 3, survived: 2, byInputs: 1, timedOut: 1);
        Assert.Equal(run.Write(), StrengthRun.Read(run.Write())!.Write());
        Assert.Null(StrengthRun.Read("{]"u8));
    }

    internal static StrengthRun Run(int killed, int survived, int timedOut = 0, int uncovered = 0, int byInputs = 0) => new()
    {
        Seed = 1,
        Asked = 40,
        Cases = ["day"],
        Invariants = ["sorted"],
        Evaluated = ["sorted"],
        Functions = [new("a.c", "f", 1, 10, "gcov", [2, 3, 4, 5, 6], [2, 3, 4, 5])],
        Mutants =
        [
            .. Enumerable.Range(0, killed).Select(i => Mutant(MutantEnd.Killed) with { Broken = i == 0 ? ["sorted"] : [] }),
            .. Enumerable.Range(0, survived).Select(i => Mutant(MutantEnd.Survived) with { NoticedBy = i < byInputs ? i : null }),
            .. Enumerable.Repeat(Mutant(MutantEnd.TimedOut), timedOut),
            .. Enumerable.Repeat(Mutant(MutantEnd.Uncovered), uncovered),
        ],
        Inputs = 200,
    };

    private static TestedMutant Mutant(MutantEnd end) => new() { File = "a.c", Line = 3, Function = "f", Family = "Relational", Diff = "", End = end };
}
