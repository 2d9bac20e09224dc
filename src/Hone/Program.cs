using System.CommandLine;
using Hone.Cli.Commands;
using Hone.Problems;

ParseResult arguments = RootBuilder.Create().Parse(args);
if (arguments.Errors.Count > 0)
{
    return UsageErrors.Print(arguments);
}

if (args.Length == 0)
{
    // A person who types only the name wants to see what there is; that is no error.
    return RootBuilder.Create().Parse(["--help"]).Invoke();
}

return arguments.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false }) is int exit ? exit : (int)ExitCode.Bug;
