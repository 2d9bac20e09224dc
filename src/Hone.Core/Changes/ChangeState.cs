namespace Hone.Changes;

/// <summary>Where a change stands in the record.</summary>
public enum ChangeState
{
    /// <summary>Somebody works on it.</summary>
    Open,

    /// <summary>It was committed.</summary>
    Landed,

    /// <summary>It was measured and cannot win: closed with its evidence.</summary>
    NoWin,

    /// <summary>It was given up.</summary>
    Abandoned,
}

/// <summary>The words of <see cref="ChangeState"/> in the record.</summary>
public static class ChangeStates
{
    /// <summary><c>open</c>, <c>landed</c>, <c>no-win</c> or <c>abandoned</c>.</summary>
    public static string Name(this ChangeState state) => state switch
    {
        ChangeState.Landed => "landed",
        ChangeState.NoWin => "no-win",
        ChangeState.Abandoned => "abandoned",
        _ => "open",
    };

    /// <summary>The state that a word means; null when it is none that a change can end in.</summary>
    public static ChangeState? Read(string word) => word switch
    {
        "landed" => ChangeState.Landed,
        "no-win" => ChangeState.NoWin,
        "abandoned" => ChangeState.Abandoned,
        _ => null,
    };
}
