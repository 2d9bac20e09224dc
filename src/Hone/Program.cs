using System.CommandLine;
using Hone.Cli.Commands;

if (args.Length == 0)
{
    // A person who types only the name wants to see what there is; that is no error.
    args = ["--help"];
}

ParseResult arguments = RootBuilder.Create().Parse(args);
return arguments.Errors.Count > 0
    ? UsageErrors.Print(arguments)
    : arguments.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
