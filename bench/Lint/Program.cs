using System.Globalization;
using Hone.Bench;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
string? show = args is ["-s", string rule, ..] ? rule : null;
string[] repositories = show is null ? args : args[2..];
Times.Print();
if (repositories.Length > 0)
{
    Commits.Print(repositories, show);
}
