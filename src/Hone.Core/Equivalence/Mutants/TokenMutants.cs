namespace Hone.Equivalence.Mutants;

/// <summary>All mutants of a function that follow from its tokens.</summary>
public static class TokenMutants
{
    /// <summary>The mutants of one function, in the order of the source; those that a compiler refuses are among them.</summary>
    /// <param name="file">The file's path as reports show it.</param>
    /// <param name="source">The file.</param>
    /// <param name="language">Its language.</param>
    /// <param name="tokens">Its tokens, of <see cref="SourceLexer.Tokens"/>.</param>
    /// <param name="function">The function.</param>
    public static IReadOnlyList<Mutant> Of(string file, string source, SourceLanguage language, IReadOnlyList<SourceToken> tokens, SourceFunction function)
    {
        FunctionTokens code = new(source, language, tokens, function);
        List<Mutant> found = [];
        for (int i = code.From; i < code.To; i++)
        {
            found.AddRange(OperatorRules.At(code, i));
            found.AddRange(ConstantRules.At(code, i));
            found.AddRange(StatementRules.At(code, i));
            found.AddRange(ExpressionRules.At(code, i));
        }

        return [.. found.Where(mutant => mutant.Apply(source) != source).DistinctBy(mutant => (mutant.Start, mutant.Length, mutant.Replacement)).Select(mutant => mutant with { File = file })];
    }

    /// <summary>
    /// The function's statements with one before each that ends the program, by the line of the statement: whether the program then
    /// ends so says whether the line is executed. Empty for a language without such a statement.
    /// </summary>
    public static IReadOnlyDictionary<int, Mutant> Traps(string file, string source, SourceLanguage language, IReadOnlyList<SourceToken> tokens, SourceFunction function)
    {
        Dictionary<int, Mutant> traps = [];
        if (language.Trap is not string trap)
        {
            return traps;
        }

        string before = trap + (language.Semicolons ? " " : "; ");
        foreach (StatementPlace place in StatementPlace.Of(source, language, tokens, function))
        {
            traps.TryAdd(place.Line, place.Wraps
                ? new(file, function.Name, place.Line, place.Start, place.End - place.Start, "{ " + before + source[place.Start..place.End] + " }", MutantFamily.Deletion)
                : new(file, function.Name, place.Line, place.Start, 0, before, MutantFamily.Deletion));
        }

        return traps;
    }
}
