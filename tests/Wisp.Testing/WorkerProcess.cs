using System.Diagnostics;

namespace Wisp.Testing;

/// <summary>A real worker, or host, in a process of its own, which can be killed.</summary>
public sealed class WorkerProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly List<string> _output = [];

    private WorkerProcess(Process process, string url) => (_process, Url) = (process, url);

    /// <summary>Where it answers.</summary>
    public string Url { get; }

    /// <summary>The process's id.</summary>
    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    /// <summary>What it wrote, for the message of a failing test.</summary>
    public string Output
    {
        get
        {
            lock (_output) return string.Join('\n', _output);
        }
    }

    /// <summary>The most memory that it ever held, in bytes.</summary>
    public long PeakMemory => 1024 * long.Parse(
        File.ReadLines($"/proc/{Id}/status").First(l => l.StartsWith("VmHWM:", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1],
        System.Globalization.CultureInfo.InvariantCulture);

    public static Task<WorkerProcess> StartAsync(TestDatabase database, params (string Key, string Value)[] settings) =>
        StartAsync(Places.WorkerAssembly, database, settings);

    /// <summary>The web process as it is run for people.</summary>
    public static Task<WorkerProcess> StartHostAsync(TestDatabase database, params (string Key, string Value)[] settings) =>
        StartAsync(Places.HostAssembly, database, settings);

    private static async Task<WorkerProcess> StartAsync(string program, TestDatabase database, (string Key, string Value)[] settings)
    {
        var url = $"http://127.0.0.1:{Ports.Free()}";
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Path.GetDirectoryName(program) };
        start.ArgumentList.Add(program);
        start.Environment["ASPNETCORE_URLS"] = url;
        start.Environment["Wisp__Database"] = database.App;
        start.Environment["Wisp__RolePrefix"] = Places.RolePrefix;
        start.Environment["Wisp__ModulesPath"] = Places.Modules;
        start.Environment["Wisp__WorkerHealthUrl"] = url;
        start.Environment["Wisp__PoolSize"] = "10";
        start.Environment["WISP_MASTER_KEY"] = Convert.ToBase64String(new byte[32]);
        start.Environment["Logging__LogLevel__Default"] = "Warning";
        foreach (var (key, value) in settings) start.Environment[key] = value;
        var worker = new WorkerProcess(Process.Start(start)!, url);
        worker.Listen();
        await worker.UntilHealthyAsync(url);
        return worker;
    }

    /// <summary>The way a power cut ends it.</summary>
    public async Task KillAsync()
    {
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
    }

    /// <summary>Freezes it, as a machine does that is put to sleep, until the answer is disposed.</summary>
    public async Task<IAsyncDisposable> FrozenAsync()
    {
        await SignalAsync("STOP");
        return new Sleep(this);
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _process.Dispose();
    }

    private async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", $"{_process.Id}"]);
        await kill.WaitForExitAsync();
    }

    private sealed class Sleep(WorkerProcess worker) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync() => await worker.SignalAsync("CONT");
    }

    private void Listen()
    {
        void Keep(object sender, DataReceivedEventArgs e)
        {
            if (e.Data is null) return;
            lock (_output) _output.Add(e.Data);
        }

        _process.OutputDataReceived += Keep;
        _process.ErrorDataReceived += Keep;
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    private async Task UntilHealthyAsync(string url)
    {
        using var client = new HttpClient();
        for (var tries = 0; tries < 300; tries++)
        {
            if (_process.HasExited) break;
            try
            {
                if ((await client.GetAsync(url + "/health")).IsSuccessStatusCode) return;
            }
            catch (HttpRequestException)
            {
                // It does not listen yet.
            }

            await Task.Delay(100);
        }

        throw new InvalidOperationException($"The process did not start:\n{Output}");
    }
}
