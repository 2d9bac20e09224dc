namespace Hone.Problems;

/// <summary>How a command ends; the numbers are part of Hone's contract with scripts and CI.</summary>
public enum ExitCode
{
    /// <summary>What was asked holds.</summary>
    Holds = 0,

    /// <summary>A gate said no.</summary>
    GateSaidNo = 1,

    /// <summary>The command line, the manifest or the repository is not as it must be.</summary>
    Usage = 2,

    /// <summary>A needed tool or permission is missing.</summary>
    ToolMissing = 3,

    /// <summary>The evidence does not decide.</summary>
    Inconclusive = 4,

    /// <summary>Recorded evidence was altered.</summary>
    Tampered = 5,

    /// <summary>A bug in Hone.</summary>
    Bug = 70,
}
