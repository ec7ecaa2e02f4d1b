using System.Net;
using Wisp.Clients.Tests.Reading;

namespace Wisp.Clients.Tests.Import;

/// <summary>Three hundred megabytes through a real web process and a real worker; only in the deep run.</summary>
[Trait("rule", "IMP-01")]
public sealed class HugeFileTests
{
    private const long Megabyte = 1024 * 1024;

    [Fact]
    public async Task A_file_of_300_MB_is_uploaded_and_imported_in_flat_memory()
    {
        if (!Places.Deep) return;
        await using var database = await TestDatabase.CloneAsync();
        await using var host = await WorkerProcess.StartHostAsync(database);
        await using var worker = await WorkerProcess.StartAsync(database, ImportApp.Hasty);
        using var browser = Browser.At(host.Url);
        await browser.SignInAsync(await Accounts.MakeAsync(database, "*"));

        // Long notes and short rows, all of one name: what tells them apart is their line.
        var row = System.Text.Encoding.UTF8.GetBytes($"Persona larga;\"uno\n{new string('ñ', 700)}\"\n;sin nombre\n");
        using var file = new StreamContent(new EndlessFile("nombre;observaciones\n"u8, row, 300 * Megabyte));
        var uploaded = await browser.UploadAsync(await browser.GetAsync("/clients/import"), "form.form", "file", "enorme.csv", file);
        Assert.True(uploaded.Status == HttpStatusCode.Redirect, $"{uploaded.Status}: {uploaded.Text}");
        var started = await browser.SubmitAsync(await browser.FollowAsync(uploaded), "button[formaction*=Import]");
        var job = Guid.Parse(started.Location!["/jobs/".Length..]);
        var state = await Eventually.BecomesAsync(() => database.ValueAsync<string>("select state from host.job where id = $1", job), s => s is not ("queued" or "running"), 1800);

        Assert.Equal("done", state);
        var people = (300 * Megabyte / row.Length) + 1;
        Assert.InRange(await database.ValueAsync<long>("select count(*) from clients.client"), people - 1, people);
        Assert.InRange(await database.ValueAsync<long>("select count(*) from host.job_error where job_id = $1", job), people - 1, people);
        Assert.InRange(host.PeakMemory / Megabyte, 1, 300);
        Assert.InRange(worker.PeakMemory / Megabyte, 1, 300);
    }
}
