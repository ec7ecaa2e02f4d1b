using System.Net;

namespace Wisp.Clients.Tests.Import;

/// <summary>Three hundred megabytes through a real web process and a real worker; only in the deep run.</summary>
[Trait("rule", "IMP-01")]
public sealed class HugeFileTests
{
    private const long Megabyte = 1024 * 1024;

    [DeepFact]
    public async Task A_workbook_of_100_000_rows_is_shown_and_imported_in_flat_memory()
    {
        await using var database = await TestDatabase.CloneAsync();
        await using var host = await WorkerProcess.StartHostAsync(database);
        await using var worker = await WorkerProcess.StartAsync(database, ImportApp.Hasty);
        using var browser = Browser.At(host.Url);
        await browser.SignInAsync(await Accounts.MakeAsync(database, "*"));

        using var file = new MemoryStream();
        object?[] headings = ["Nombre", "E-mail", "Documento/cédula", "Teléfono", "Dirección", "Ciudad", "Zona", "Observaciones"];
        Xlsx.Write(file, ("Clientes", Enumerable.Range(1, 100_000).Select(i => new object?[] { $"Persona {i} Apellido {i % 997}", $"persona.{i}@correo.example", 10_000_000 + i, $"11 4{i % 1000:000}-{i % 10_000:0000}", $"Calle {i % 97} número {i}", "Azul", $"Z{i % 7}", $"Una nota sobre la persona {i}" }).Prepend(headings)));
        using var content = new ByteArrayContent(file.ToArray());
        var preview = await browser.FollowAsync(await browser.UploadAsync(await browser.GetAsync("/clients/import"), "form.form", "file", "enorme.xlsx", content));
        var started = await browser.SubmitAsync(preview, "button[formaction*=Import]");
        Assert.True(started.Location is not null, $"{started.Status}: {started.Text}");
        var job = Guid.Parse(started.Location["/jobs/".Length..]);
        var state = await Eventually.BecomesAsync(() => database.ValueAsync<string>("select state from host.job where id = $1", job), s => s is not ("queued" or "running"), 600);

        Console.WriteLine($"peak host {host.PeakMemory / Megabyte} worker {worker.PeakMemory / Megabyte} seconds {await database.ValueAsync<double>("select extract(epoch from finished_at - started_at)::float8 from host.job where id = $1", job)} warnings {await database.ValueAsync<long>("select warnings from host.job_v1 where id = $1", job)}");
        Assert.Equal(("done", 100_000L), (state, await database.ValueAsync<long>("select count(*) from clients.client")));
        Assert.InRange(host.PeakMemory / Megabyte, 1, 300);
        Assert.InRange(worker.PeakMemory / Megabyte, 1, 300);
    }

    [DeepFact]
    public async Task A_file_of_300_MB_is_uploaded_and_imported_in_flat_memory()
    {
        await using var database = await TestDatabase.CloneAsync();
        await using var host = await WorkerProcess.StartHostAsync(database);
        await using var worker = await WorkerProcess.StartAsync(database, ImportApp.Hasty);
        using var browser = Browser.At(host.Url);
        await browser.SignInAsync(await Accounts.MakeAsync(database, "*"));

        // Long notes and short rows, all of one name: what tells them apart is their line.
        var row = System.Text.Encoding.UTF8.GetBytes($"Persona larga;\"uno\n{new string('ñ', 700)}\"\n;sin nombre\n");
        using var file = new StreamContent(new EndlessStream("nombre;observaciones\n"u8, row, 300 * Megabyte));
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
