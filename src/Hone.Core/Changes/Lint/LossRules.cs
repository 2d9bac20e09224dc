using Hone.Changes.Lint.Tokens;
using Hone.Changes.Patches;
using Hone.Changes.Patches.Reading;
using Hone.Equivalence.Mutants;

namespace Hone.Changes.Lint;

/// <summary>What a change must not leave out to be fast: errors, checks, and writes that reach the disk.</summary>
internal static class LossRules
{
    private static readonly TokenTable _sync = new(
        "fsync (", "fdatasync (", "os . fsync", "sync_file_range (", "syncfs (", "msync (", "F_FULLFSYNC", "O_SYNC", "O_DSYNC", "FlushToDisk", "Flush ( true )", "Flush ( flushToDisk", "WriteThrough", "sync_all", "sync_data", "fsyncSync", "getFD ( ) . sync",
        "rename (", "os . replace", "File . Replace", "renameSync", "Files . move", "f . Sync", "file . Sync");

    private static readonly TokenTable _flush = new("fflush (", "flush (", "Flush (", "FlushAsync (", "sync (");
    private static readonly TokenTable _closes = new("fclose (", "close (", "fflush (", "ferror (", "fwrite (", "write (", "fputs (", "fputc (", "fprintf (");

    private static readonly TokenTable _errors = new(
        "throw", "raise", "abort (", "panic (", "panic !", "exit (", "perror (", "err (", "errx (", "die (", "return - 1", "return Err", "goto fail", "goto error", "goto err", "goto cleanup", "return NULL", "return EOF", "return false", "return nil", "bail !", "ensure !",
        "fatal (", "Fatal (", "ThrowIfNull", "ThrowIfNegative", "ThrowIfGreaterThan", "reject (", "assert", "unwrap (", "expect (", "ferror (");

    private static readonly TokenTable _catchAll = new(
        "except :", "except Exception", "except BaseException", "catch {", "catch ( . . . )", "catch ( ... )", "catch ( Exception", "catch ( System . Exception", "catch ( Throwable", "catch ( Error", "recover (", "catch_unwind", "suppress (", "rescue Exception", "rescue StandardError",
        "SIG_IGN", "on_error_resume", "set_terminate", "unwrap_or_default (");

    private static readonly TokenTable _catchOfScripts = new("catch (", "catch {", ". catch (");
    private static readonly HashSet<string> _conditions = ["if", "unless", "elif", "||", "or", "case", "when", "guard", "?"];

    public static IEnumerable<LintFinding> Find(PatchReading reading, IReadOnlyList<FileReading> files)
    {
        FileReading[] scripts = [.. files.Where(file => file.New.Language.Name is "javascript" or "typescript")];
        foreach (TokenMatch match in _catchAll.New([.. files.Except(scripts)], IsUnfiltered).Concat(_catchOfScripts.New(scripts)).Where(match => !Rethrows(match)).DistinctBy(match => match.Line))
        {
            yield return new(
                LintRuleNames.Swallowed, match.File.File.Path, match.Line.Line, $"catches whatever goes wrong: {match.What}", "errors are told as they were", "catch what the lever can cause, and nothing else", LintWeight.Block);
        }

        if (_sync.Gone(files) is [TokenMatch sync, ..])
        {
            yield return new(
                LintRuleNames.Durability, sync.File.File.Path, sync.Line.Line, $"{sync.What} is called less often than before", "what is written reaches the disk as it did", "put it back: a file that a crash loses is no gain", LintWeight.Block);
        }

        if (_flush.Gone(files) is [TokenMatch flush, ..])
        {
            yield return new(
                LintRuleNames.FlushDropped, flush.File.File.Path, flush.Line.Line, $"{flush.What} is called less often than before", "readers see output when they did",
                "see that output is complete before the program waits, fails or ends: the proof owes errors and side effects", LintWeight.Warn);
        }

        foreach (LintFinding finding in Checks(reading, files))
        {
            yield return finding;
        }
    }

    private static IEnumerable<LintFinding> Checks(PatchReading reading, IReadOnlyList<FileReading> files)
    {
        const string limit = "every check that was there";
        const string next = "put it back, or show in the proof that it cannot fail";
        foreach (FileReading file in files)
        {
            int before = file.Edits.Sum(edit => InConditions([.. edit.OldTokens]));
            int after = file.Edits.Sum(edit => InConditions([.. edit.NewTokens]));
            if (before > after && file.Edits.FirstOrDefault(edit => InConditions([.. edit.OldTokens]) > InConditions([.. edit.NewTokens])) is Edit edit)
            {
                yield return new(LintRuleNames.CheckDropped, file.File.Path, edit.Line, "whether a write or a close failed is no longer looked at", limit, next, LintWeight.Block);
            }
        }

        IReadOnlyList<TokenMatch> gone = _errors.Gone(files);
        if (gone.Count == 0)
        {
            yield break;
        }

        // A check that is taken out whole, with nothing in its place, in a function that stays.
        foreach (FileReading file in files)
        {
            foreach (Edit edit in file.Edits.Where(edit => edit.Added.All(line => !line.HasCode)))
            {
                List<SourceToken> tokens = [.. edit.OldTokens];
                ChangedFunction? function = edit.Removed.Count > 0 ? reading.Functions[edit.Removed[0].Function] : null;
                if (function?.New is not null && _errors.IsIn(tokens) && tokens.Exists(token => _conditions.Contains(token.Text)))
                {
                    yield return new(LintRuleNames.CheckDropped, file.File.Path, edit.Line, "a check is taken out: " + LintText.Cut(edit.Removed.First(line => line.HasCode).Text), limit, next, LintWeight.Block);
                    yield break;
                }
            }
        }

        yield return new(
            LintRuleNames.CheckDropped, gone[0].File.File.Path, gone[0].Line.Line, $"{gone[0].What}: fewer ways to fail than before", limit, "see that every error is still told: the proof owes errors and validation", LintWeight.Warn);
    }

    // How many writes and closes stand in the head of a condition.
    private static int InConditions(List<SourceToken> tokens)
    {
        int found = 0;
        for (int i = 0; i + 1 < tokens.Count; i++)
        {
            if (tokens[i].Text is not ("if" or "while" or "unless") || tokens[i + 1].Text != "(")
            {
                continue;
            }

            int depth = 0;
            int end = i + 1;
            do
            {
                depth += tokens[end].Kind switch { TokenKind.Open => 1, TokenKind.Close => -1, _ => 0 };
                end++;
            }
            while (end < tokens.Count && depth > 0);

            found += _closes.IsIn(tokens[(i + 1)..end]) ? 1 : 0;
        }

        return found;
    }

    // C#'s catch (Exception) when (…) catches what its filter says; the same without one is another.
    private static bool IsUnfiltered(IReadOnlyList<SourceToken> tokens, int at)
    {
        int open = at + 1;
        if (open >= tokens.Count || tokens[open].Text != "(")
        {
            return true;
        }

        int depth = 0;
        for (int i = open; i < tokens.Count; i++)
        {
            depth += tokens[i].Kind switch { TokenKind.Open => 1, TokenKind.Close => -1, _ => 0 };
            if (depth == 0)
            {
                return i + 1 >= tokens.Count || tokens[i + 1].Text != "when";
            }
        }

        return true;
    }

    // The block behind it passes the error on.
    private static bool Rethrows(TokenMatch match)
    {
        List<SourceToken> tokens = [.. match.Edit.NewTokens];
        int depth = 0;
        for (int i = match.Token + 1; i < Math.Min(tokens.Count, match.Token + 80); i++)
        {
            if (tokens[i].Text is "throw" or "raise")
            {
                return true;
            }

            depth += tokens[i].Text switch { "{" => 1, "}" => -1, _ => 0 };
            if (tokens[i].Text == "}" && depth <= 0)
            {
                return false;
            }
        }

        return false;
    }
}
