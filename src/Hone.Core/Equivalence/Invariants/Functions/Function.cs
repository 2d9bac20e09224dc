using Hone.Equivalence.Invariants.Values;

namespace Hone.Equivalence.Invariants.Functions;

/// <summary>What a function takes at one place.</summary>
/// <param name="Name">What it is called on the reference page.</param>
/// <param name="Kinds">The kinds of values that it takes.</param>
internal sealed record Parameter(string Name, Kinds Kinds)
{
    /// <summary>Of a list, the kinds of its items.</summary>
    public Kinds Items { get; init; } = Kinds.Any;

    /// <summary>True when it may be left out.</summary>
    public bool Optional { get; init; }

    /// <summary>True for an expression that is evaluated for each item of the first argument, which it calls <c>it</c>.</summary>
    public bool PerItem { get; init; }

    /// <summary>True when it must be a text that stands in the invariant itself.</summary>
    public bool Literal { get; init; }
}

/// <summary>A function of the language: what the parser accepts, the type check checks, the evaluator does and the reference page says.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Parameters">What it takes, those that may be left out last.</param>
/// <param name="Doc">What it gives, in one or two sentences.</param>
/// <param name="Example">An invariant that uses it, and that parses.</param>
internal sealed record Function(string Name, IReadOnlyList<Parameter> Parameters, string Doc, string Example)
{
    /// <summary>The type of the result, from those of the arguments.</summary>
    public required Func<IReadOnlyList<StaticType>, StaticType> Type { get; init; }

    /// <summary>The result; arguments are of the kinds that the parameters take.</summary>
    public required Func<Call, Value> Body { get; init; }

    /// <summary>Of a function that gives true or false: why it gave false, in one clause or a few lines.</summary>
    public Func<Call, string>? WhyNot { get; init; }

    /// <summary>True when it runs the program.</summary>
    public bool Runs { get; init; }

    /// <summary>True when it takes an argument that is not there: it asks for just that.</summary>
    public bool TakesMissing { get; init; }

    /// <summary>The fewest and the most arguments.</summary>
    public (int Least, int Most) Arity => (Parameters.Count(parameter => !parameter.Optional), Parameters.Count);

    /// <summary>How it is called: <c>sorted(list, asc or desc?)</c>.</summary>
    public string Signature => $"{Name}({string.Join(", ", Parameters.Select(parameter => parameter.Optional ? "[" + parameter.Name + "]" : parameter.Name))})";
}
