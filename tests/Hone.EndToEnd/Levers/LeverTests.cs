namespace Hone.EndToEnd.Levers;

/// <summary>
/// Every rule of evidence on programs whose lever is known, and on programs that have none. The programs were written by somebody who
/// did not know the rules; each goes through the built tool as a person would have it, all of them one after the other.
/// </summary>
public sealed class LeverTests(ITestOutputHelper output)
{
    [Fact]
    public void The_right_lever_is_in_the_first_two_rows_and_clean_programs_raise_none()
    {
        using TemporaryPrograms programs = new();
        List<LeverAnswer> answers = [.. LeverProgram.All.Select(programs.Examine)];
        string table = string.Join('\n', answers);
        output.WriteLine(table);
        if (Environment.GetEnvironmentVariable("HONE_LEVER_TABLE") is { Length: > 0 } file)
        {
            File.WriteAllText(file, table + "\n");
        }

        LeverAnswer[] known = [.. answers.Where(answer => answer.Program.Lever is not null)];
        LeverAnswer[] clean = [.. answers.Where(answer => answer.Program.Lever is null)];
        Assert.True(known.Length >= 18 && clean.Length >= 10, table);

        // 16 of 18, and as many in proportion when there are more.
        int right = known.Count(answer => answer.Rank is 1 or 2);
        Assert.True(right * 18 >= known.Length * 16, $"{right} of {known.Length}\n{table}");
        Assert.All(clean, answer => Assert.True(!answer.Raised.Any(), answer.ToString()));
    }
}
