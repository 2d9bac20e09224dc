using CsCheck;
using Hone.Equivalence.Invariants;

namespace Hone.Tests.Equivalence.Invariants;

/// <summary>The evaluator beside a plain reference interpreter, on random expressions over random runs.</summary>
public sealed class InvariantPropertyTests
{
    [Fact]
    public void Random_expressions_mean_what_the_reference_interpreter_says()
    {
        int held = 0;
        int broken = 0;
        int faults = 0;
        Gen.Select(ReferenceNode.Truth(4, null), ReferenceWorld.Any).Sample((node, world) =>
        {
            bool? expected;
            try
            {
                expected = (bool)node.Value(new(world, null));
            }
            catch (NoValueException)
            {
                expected = null;
            }

            string text = $"exit != 'never' and ({node.Text})";
            InvariantOutcome outcome = World.Check(text, world.Run());
            Interlocked.Increment(ref expected is null ? ref faults : ref expected.Value ? ref held : ref broken);
            return outcome.Verdict == (expected == true ? InvariantVerdict.Holds : InvariantVerdict.Broken)
                && (expected == true) == (outcome.Evidence.Length == 0)
                && !outcome.Evidence.Any(char.IsControl);
        }, iter: 30_000, threads: 2);

        // All three ways are walked.
        Assert.True(held > 5_000 && broken > 5_000 && faults > 300, $"{held} held, {broken} broken, {faults} without a value");
    }

    [Fact]
    public void Printing_keeps_the_meaning()
    {
        Gen.Select(ReferenceNode.Truth(4, null), ReferenceWorld.Any).Sample((node, world) =>
        {
            Invariant invariant = World.Parse($"exit != 'never' and ({node.Text})");
            Invariant again = World.Parse(invariant.ToString());
            return again.ToString() == invariant.ToString()
                && new InvariantChecker(world.Run()).Check(again).Verdict == new InvariantChecker(world.Run()).Check(invariant).Verdict;
        }, iter: 5_000, threads: 2);
    }

    [Fact]
    public void Any_limit_ends_an_evaluation_as_undecided_and_never_otherwise()
    {
        Gen.Select(ReferenceNode.Truth(4, null), ReferenceWorld.Any, Gen.Long[1, 400]).Sample((node, world, steps) =>
        {
            string text = $"exit != 'never' and ({node.Text})";
            InvariantOutcome free = World.Check(text, world.Run());
            InvariantOutcome bound = World.Check(text, world.Run(), InvariantLimits.Standard with { Steps = steps });
            return bound.Verdict == free.Verdict || (bound.Verdict == InvariantVerdict.Undecided && bound.Evidence.Contains("steps", StringComparison.Ordinal));
        }, iter: 5_000, threads: 2);
    }
}
