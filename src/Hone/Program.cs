using System.CommandLine;
using Hone.Cli.Commands;

if (args.Length == 0)
{
    // A person who types only the name wants to see what there is; that is no error.
    args = ["--help"];
}

ParseResult arguments = RootBuilder.Create().Parse(CompareOptions.Complete(args));
if (arguments.Errors.Count > 0)
{
    return UsageErrors.Print(arguments);
}

try
{
    return arguments.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
}
catch (Exception error) when (error is IOException or UnauthorizedAccessException)
{
    // Only help and version come here; a command's own answer is written by Front.
    return Front.OutputRefused(error);
}
