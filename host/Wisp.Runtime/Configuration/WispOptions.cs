using Microsoft.Extensions.Configuration;

namespace Wisp.Runtime;

/// <summary>What a process must be told to run: section <c>Wisp</c> of the configuration (environment: <c>Wisp__Database</c> …).</summary>
public sealed class WispOptions
{
    /// <summary>Npgsql connection string of the application's login, which has no rights but its module roles.</summary>
    public string Database { get; set; } = "";

    /// <summary>Administrator's connection string; only for migrating.</summary>
    public string? AdminDatabase { get; set; }

    /// <summary>Password that migrating gives to the application's login.</summary>
    public string? AppPassword { get; set; }

    /// <summary>Passwords that migrating gives to the logins that modules declare for programs beside Wisp, by the logins' names.</summary>
    public Dictionary<string, string> Logins { get; set; } = [];

    /// <summary>Prefix of all roles, because roles are shared by every database of a server.</summary>
    public string RolePrefix { get; set; } = "wisp";

    /// <summary>Folder with <c>&lt;id&gt;/&lt;version&gt;/module.json</c>.</summary>
    public string ModulesPath { get; set; } = "";

    /// <summary>File with the master key: 32 bytes in Base64, mode 0600.</summary>
    public string? MasterKeyFile { get; set; }

    /// <summary>Where the worker answers <c>/alive</c> and <c>/health</c>, or <c>null</c>.</summary>
    public string? WorkerHealthUrl { get; set; }

    /// <summary>Jobs that one worker runs at once.</summary>
    public int WorkerSlots { get; set; } = 4;

    /// <summary>
    /// Stretches or shortens every wait of the worker: sweeps, retries, the time after which the engine believes a worker dead.
    /// 1 in earnest; tests take less.
    /// </summary>
    public double WaitFactor { get; set; } = 1;

    /// <summary>Connections that one module's pool may hold in one process.</summary>
    public int PoolSize { get; set; } = 20;

    /// <summary>E-mail of the first administrator.</summary>
    public string FirstAdminEmail { get; set; } = "admin@wisp.local";

    /// <summary>Reads the section.</summary>
    /// <param name="configuration">The process's configuration.</param>
    /// <returns>The options.</returns>
    public static WispOptions From(IConfiguration configuration)
    {
        var options = configuration.GetSection("Wisp").Get<WispOptions>() ?? new WispOptions();
        if (string.IsNullOrWhiteSpace(options.ModulesPath)) options.ModulesPath = Path.Combine(AppContext.BaseDirectory, "modules");
        return options;
    }

    internal TimeSpan Wait(double seconds) => TimeSpan.FromSeconds(seconds * WaitFactor);
}
