using System.Diagnostics;
using Wisp.Sdk;

namespace Wisp.Testing;

/// <summary>Ways in which PostgreSQL goes away from under those who work with it.</summary>
public static class LostServer
{
    /// <summary>Ends every connection of the application to a database.</summary>
    /// <returns>How many were ended.</returns>
    public static Task<long> CutAsync(TestDatabase database) =>
        database.ValueAsync<long>(
            """
            select count(pg_terminate_backend(pid)) from pg_stat_activity
            where datname = current_database() and usename = $1 and pid <> pg_backend_pid()
            """, Places.RolePrefix + "_app");

    /// <summary>
    /// Stops the whole server at once, as when its machine dies, and starts it again. Nothing else may run on it: for tests whose
    /// collection runs alone.
    /// </summary>
    public static async Task RestartAsync()
    {
        string folder;
        await using (var server = await ServerAsync()) folder = (await server.Sql("show data_directory").ValueAsync<string>())!;
        var main = (await File.ReadAllLinesAsync(Path.Combine(folder, "postmaster.pid")))[0];
        var programs = Path.GetDirectoryName(File.ResolveLinkTarget($"/proc/{main}/exe", returnFinalTarget: true)!.FullName)!;
        string[] control = [Path.Combine(programs, "pg_ctl"), "-D", folder, "-m", "immediate", "-w", "-t", "120", "-l", Path.Combine(folder, "restart.log"), "restart"];
        // PostgreSQL does not run as root.
        await RunAsync(Environment.UserName == "root" ? ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups", "--", .. control] : control);
    }

    private static async Task<Npgsql.NpgsqlConnection> ServerAsync()
    {
        var server = new Npgsql.NpgsqlConnection(Places.AdminDatabase);
        await server.OpenAsync();
        return server;
    }

    // Its output is the new server's too, and would not end.
    private static async Task RunAsync(string[] command)
    {
        using var process = Process.Start(new ProcessStartInfo("setsid", command) { RedirectStandardInput = true, WorkingDirectory = "/" })!;
        await process.WaitForExitAsync();
        if (process.ExitCode != 0) throw new InvalidOperationException($"{string.Join(' ', command)} ended with {process.ExitCode}.");
    }
}
