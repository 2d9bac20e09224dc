namespace Hone.Cli.Steps.Working;

/// <summary>
/// Variables that name a way around an agent's sandbox: sockets of programs of the same user that do what they are asked (a terminal
/// multiplexer, the desktop's bus, a container service, an editor), and of those that sign in its name. An agent is started without them. The
/// sockets themselves stay where they are: docs/work.md says what that means.
/// </summary>
internal static class AgentDoors
{
    private static readonly string[] _names =
    [
        "XDG_RUNTIME_DIR", "SSH_AUTH_SOCK", "SSH_AGENT_PID", "SSH_ASKPASS", "SUDO_ASKPASS", "GIT_ASKPASS", "GPG_AGENT_INFO", "GNUPG_AGENT_SOCK", "STY", "NVIM", "EMACS_SERVER_FILE", "DISPLAY", "XAUTHORITY", "ICEAUTHORITY",
        "SESSION_MANAGER", "PULSE_SERVER", "PIPEWIRE_REMOTE", "I3SOCK", "SWAYSOCK", "NIRI_SOCKET", "HYPRLAND_INSTANCE_SIGNATURE", "NOTIFY_SOCKET", "LISTEN_FDS", "LISTEN_PID", "CLAUDE_CODE_SSE_PORT",
    ];

    private static readonly string[] _beginnings =
    [
        "TMUX", "ZELLIJ", "KITTY_", "WEZTERM_", "ALACRITTY_", "DBUS_", "GNOME_KEYRING_", "WAYLAND_", "DOCKER_", "CONTAINER_", "PODMAN_", "BUILDKIT_", "CONTAINERD_", "NVIM_", "VSCODE_", "CURSOR_", "GEMINI_CLI_IDE_", "SYSTEMD_",
    ];

    /// <summary>Whether a variable is one of these.</summary>
    public static bool Has(string variable) => _names.Contains(variable) || Array.Exists(_beginnings, beginning => variable.StartsWith(beginning, StringComparison.Ordinal));
}
