namespace Hone.Problems;

/// <summary>Carries a <see cref="Hone.Problems.Problem"/> from where it was found to the front end, which prints it and exits.</summary>
public sealed class ProblemException(Problem problem, Exception? cause = null) : Exception(problem.ToString(), cause)
{
    /// <summary>What is reported.</summary>
    public Problem Problem { get; } = problem;
}
