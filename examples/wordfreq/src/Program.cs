using Wordfreq;

try
{
    Options options = Options.Parse(args);
    if (options.Help)
    {
        Console.Out.WriteLine(Options.Usage);
        return 0;
    }

    HashSet<string> stopWords = options.StopWordsFile is null ? [] : StopWords.Read(options.StopWordsFile);
    TermCounter counter = new(options.Length, stopWords);
    foreach (string file in options.Files)
    {
        using TextReader text = file == "-" ? Console.In : File.OpenText(file);
        while (text.ReadLine() is { } line)
        {
            counter.AddLine(line);
        }
    }

    IReadOnlyList<Term> top = Ranking.Top(counter, options.Top, options.Least);
    string report = Report.Render(top, counter.Total, options.Format);
    if (options.Output is null)
    {
        Console.Out.Write(report);
    }
    else
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(options.Output))!);
        File.WriteAllText(options.Output, report);
    }

    return 0;
}
catch (UsageException wrong)
{
    Console.Error.WriteLine("wordfreq: " + wrong.Message);
    Console.Error.WriteLine("try wordfreq --help");
    return 2;
}
catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
{
    Console.Error.WriteLine("wordfreq: " + failed.Message);
    return 1;
}
