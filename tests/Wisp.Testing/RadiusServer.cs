using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace Wisp.Testing;

/// <summary>A private FreeRADIUS on the files that are shipped, without any rights of its own, asked by <c>radclient</c>.</summary>
public sealed class RadiusServer : IAsyncDisposable
{
    private const string Program = "/usr/sbin/freeradius";
    private const string LoginPassword = "radius-tests-only";

    private readonly Process _server;
    private readonly string _folder;

    private RadiusServer(Process server, string folder, int port) => (_server, _folder, Port) = (server, folder, port);

    /// <summary>Where it answers to authentication; accounting is the next.</summary>
    public int Port { get; }

    /// <summary>All that it logged.</summary>
    public string Log => File.ReadAllText(Path.Combine(_folder, "radius.log"));

    /// <param name="database">The database that it asks.</param>
    /// <param name="key">The key that opens network secrets.</param>
    /// <param name="instead">Files to take instead of those that are shipped, by name; for a comparison.</param>
    public static async Task<RadiusServer> StartAsync(TestDatabase database, byte[] key, params (string Name, string Text)[] instead)
    {
        await database.RunAsync($"alter role {Places.RolePrefix}_radius password '{LoginPassword}'");
        var folder = Directory.CreateTempSubdirectory("wisp-radius-").FullName;
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Places.Root, "deploy", "freeradius"), "*.conf"))
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        foreach (var (name, text) in instead) await File.WriteAllTextAsync(Path.Combine(folder, name), text);
        var port = FreePorts();
        await File.WriteAllTextAsync(Path.Combine(folder, "local.conf"), Settings(folder, port));
        await File.WriteAllTextAsync(Path.Combine(folder, "pg_service.conf"), Connection(database, key));
        using (var mode = Process.Start("chmod", ["600", Path.Combine(folder, "pg_service.conf")])) await mode.WaitForExitAsync();
        var start = new ProcessStartInfo(Program);
        if (Environment.UserName == "root")
        {
            start.FileName = "setpriv";
            foreach (var argument in (string[])["--reuid=freerad", "--regid=freerad", "--init-groups", "--", Program]) start.ArgumentList.Add(argument);
            using var owner = Process.Start("chown", ["-R", "freerad:", folder]);
            await owner.WaitForExitAsync();
        }

        foreach (var argument in (string[])["-f", "-d", folder]) start.ArgumentList.Add(argument);
        var server = new RadiusServer(Process.Start(start)!, folder, port);
        await Eventually.BecomesAsync(server.ListensAsync, listens => listens, 20);
        return server;
    }

    /// <summary>Asks to be let in from an access server at an address of this machine.</summary>
    public Task<RadiusAnswer> AuthenticateAsync(AccessServer from, params (string Name, string Value)[] attributes) => AskAsync("auth", Port, from, attributes);

    /// <summary>Accounts.</summary>
    public Task<RadiusAnswer> AccountAsync(AccessServer from, params (string Name, string Value)[] attributes) => AskAsync("acct", Port + 1, from, attributes);

    /// <summary>Sends a file of requests as fast as they are answered, 64 at a time.</summary>
    /// <returns>Seconds.</returns>
    /// <exception cref="InvalidOperationException">Not every one was answered as it should be.</exception>
    public async Task<double> FloodAsync(string kind, string file, int requests, string secret)
    {
        var start = new ProcessStartInfo("radclient") { RedirectStandardOutput = true, RedirectStandardError = true };
        var port = kind == "auth" ? Port : Port + 1;
        foreach (var argument in (string[])["-q", "-s", "-p", "64", "-r", "5", "-t", "5", "-f", file, $"127.0.0.1:{port}", kind, secret]) start.ArgumentList.Add(argument);
        var began = Stopwatch.GetTimestamp();
        using var client = Process.Start(start)!;
        var problems = client.StandardError.ReadToEndAsync();
        var output = await client.StandardOutput.ReadToEndAsync();
        await client.WaitForExitAsync();
        var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        var accepted = output.Split('\n').FirstOrDefault(line => line.Contains("Accepted", StringComparison.Ordinal));
        return accepted is not null && accepted.EndsWith($" {requests}", StringComparison.Ordinal)
            ? seconds
            : throw new InvalidOperationException($"Of {requests} requests not all were answered well:\n{output}{await problems}");
    }

    public async ValueTask DisposeAsync()
    {
        if (!_server.HasExited) _server.Kill(entireProcessTree: true);
        await _server.WaitForExitAsync();
        _server.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static async Task<RadiusAnswer> AskAsync(string kind, int port, AccessServer from, (string Name, string Value)[] attributes)
    {
        var start = new ProcessStartInfo("radclient") { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in (string[])["-x", "-r", "2", "-t", "4", $"127.0.0.1:{port}", kind, from.Secret]) start.ArgumentList.Add(argument);
        using var client = Process.Start(start)!;
        await client.StandardInput.WriteAsync(
            string.Join(',', attributes.Append(("Packet-Src-IP-Address", $"{from.Address}")).Append(("NAS-IP-Address", $"{from.Address}")).Select(a => $"{a.Item1} = {a.Item2}")));
        client.StandardInput.Close();
        var problems = client.StandardError.ReadToEndAsync();
        var output = await client.StandardOutput.ReadToEndAsync();
        await client.WaitForExitAsync();
        return RadiusAnswer.Read(output + await problems);
    }

    private static string Settings(string folder, int port) =>
        $"""
        wisp_folder = {folder}
        wisp_log = {folder}/radius.log
        wisp_address = 127.0.0.1
        wisp_auth_port = {port}
        wisp_acct_port = {port + 1}

        """;

    private static string Connection(TestDatabase database, byte[] key)
    {
        var admin = new NpgsqlConnectionStringBuilder(database.Admin);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"""
            [wisp]
            host={admin.Host}
            port={admin.Port}
            dbname={database.Name}
            user={Places.RolePrefix}_radius
            password={LoginPassword}
            options=-c wisp.radius_key={Convert.ToHexStringLower(key)}

            """);
    }

    private async Task<bool> ListensAsync()
    {
        if (_server.HasExited) throw new InvalidOperationException($"FreeRADIUS did not start: {(File.Exists(Path.Combine(_folder, "radius.log")) ? Log : "it logged nothing")}");
        return File.Exists(Path.Combine(_folder, "radius.log")) && (await File.ReadAllTextAsync(Path.Combine(_folder, "radius.log"))).Contains("Ready to process requests", StringComparison.Ordinal);
    }

    private static int FreePorts()
    {
        while (true)
        {
            using var first = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
            var port = ((IPEndPoint)first.Client.LocalEndPoint!).Port;
            try
            {
                using var second = new UdpClient(new IPEndPoint(IPAddress.Loopback, port + 1));
                return port;
            }
            catch (SocketException)
            {
                // The one beside it is taken: another pair.
            }
        }
    }
}

/// <summary>An access server as FreeRADIUS sees it.</summary>
public sealed record AccessServer(Guid Id, IPAddress Address, string Secret);
