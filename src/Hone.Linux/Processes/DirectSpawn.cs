using System.Diagnostics;

namespace Hone.Linux.Processes;

/// <summary>Starts a child without the launcher, where there is none: its memory figures then begin with Hone's own.</summary>
internal static class DirectSpawn
{
    /// <summary>Null, or what was refused. Call with <see cref="Trees.Gate"/> held.</summary>
    public static SpawnRefusal? Launch(LaunchOrder order, out LaunchedChild child)
    {
        LaunchedChild started = default;
        SpawnRefusal? refusal = null;
        ChildSettings settings = order.Standing.Settings;
        if (settings.Any)
        {
            // A child inherits them from the thread that starts it. A raised nice value cannot be taken back without a privilege, so
            // that thread is not used for anything else.
            Thread thread = new(() => refusal = settings.ApplyToThread() ?? Spawn(order, out started), maxStackSize: 256 << 10);
            thread.Start();
            thread.Join();
        }
        else
        {
            refusal = Spawn(order, out started);
        }

        child = started;
        return refusal;
    }

    private static SpawnRefusal? Spawn(LaunchOrder order, out LaunchedChild child)
    {
        using SpawnPlan plan = new(order.Standing.Folder, order.Standing.Variables(order.Marker));
        plan.Duplicate(order.Files.Input, 0);
        plan.Duplicate(order.Files.Output, 1);
        plan.Duplicate(order.Files.Error, 2);
        long started = Stopwatch.GetTimestamp();
        int error = plan.Spawn(order.Standing.Path, order.Standing.Argv, out int pid);
        child = new(pid, started);
        return error == 0 ? null : new(SpawnStep.Exec, error);
    }
}
