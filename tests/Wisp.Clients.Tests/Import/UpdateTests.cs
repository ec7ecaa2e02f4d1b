using System.Net;

namespace Wisp.Clients.Tests.Import;

/// <summary>Rows whose ID is known change their clients, when that was asked for.</summary>
[Collection(ImportTests.Name)]
[Trait("rule", "IMP-01")]
public sealed class UpdateTests(ImportApp app)
{
    [Fact]
    [Trait("rule", "FORM-24")]
    [Trait("rule", "AUD-01")]
    public async Task Only_what_the_file_brings_is_changed_and_audited_in_the_batch_of_the_job()
    {
        var tag = ClientsApp.Unique("u");
        await app.ImportAsync(
            $"""
            id;nombre;email;documento;telefono;direccion;ciudad;zona;notas
            {tag}-1;Uno {tag};Uno.{tag}@x.example;;011 4555-0000;Calle 1;Azul;Norte;nota
            {tag}-2;Dos {tag};dos.{tag}@x.example;;;Calle 2;;;
            {tag}-3;Tres {tag};;;;Calle 3;;;
            """.Replace("notas", "observaciones", StringComparison.Ordinal));
        var file = $"id;email;direccion;zona\n{tag}-1;UNO.{tag}@x.example;Calle 10;Sur {tag}\n{tag}-2;;Calle 2;\n{tag}-3;tres.{tag}@x.example;;\n{tag}-4;;;\n";

        var tried = await app.UpdateAsync(file, dryRun: true);
        Assert.Equal("Prueba, no se guardó nada. Se crearían: 0 · se actualizarían: 2 · quedarían sin cambios: 1 · con errores: 1.", tried.Message);
        Assert.Equal("Calle 1", await app.OfAsync<string>($"Uno {tag}", "address"));

        var outcome = await app.UpdateAsync(file);
        Assert.Equal(("done", 2L, 1L, 1L), outcome.Counts);
        Assert.Equal("Creados: 0 · actualizados: 2 · sin cambios: 1 · con errores: 1.", outcome.Message);
        Assert.Equal((5, "Nombre", "Falta el nombre."), (outcome.Refused[0].Line, outcome.Refused[0].Field, outcome.Refused[0].Rule));
        Assert.Equal($"Uno.{tag}@x.example|011 4555-0000|Calle 10|nota|Sur {tag}", await app.OfAsync<string>($"Uno {tag}", "concat_ws('|', email, phone, address, details, (select z.name from zones.zone z where z.id = zone_id))"));
        Assert.Equal($"tres.{tag}@x.example|Calle 3", await app.OfAsync<string>($"Tres {tag}", "concat_ws('|', email, address)"));
        Assert.Equal(
            ["address,zone_id", "email"],
            await AuditedAsync(outcome.Job));

        // Once more: nothing is left to change, and nothing is written.
        var audited = await app.CountAsync("host.audit");
        Assert.Equal(("done", 0L, 3L, 1L), (await app.UpdateAsync(file)).Counts);
        Assert.Equal(audited, await app.CountAsync("host.audit"));
    }

    [Fact]
    public async Task An_empty_cell_leaves_the_field_or_empties_it_as_was_chosen()
    {
        var tag = ClientsApp.Unique("vacia");
        await app.ImportAsync($"id;nombre;email;documento;zona;latitud;longitud\n{tag}-1;Uno {tag};uno.{tag}@x.example;7800101;Norte;-34.5;-58.5\n");
        var file = $"id;nombre;email;documento;zona;latitud;longitud\n{tag}-1;;;;;;\n";

        Assert.Equal(("done", 0L, 1L, 0L), (await app.UpdateAsync(file)).Counts);
        var cleared = await app.UpdateAsync(file, clears: true);
        Assert.Equal((0L, "Falta el nombre."), (cleared.Done, cleared.Refused.Single().Rule));
        Assert.Equal(("done", 1L, 0L, 0L), (await app.UpdateAsync(file.Replace($"{tag}-1;", $"{tag}-1;Uno {tag}", StringComparison.Ordinal), clears: true)).Counts);
        Assert.Equal(0, await app.OfAsync<int>($"Uno {tag}", "num_nonnulls(email, national_identification_number, document_type, zone_id, location)"));
    }

    [Fact]
    [Trait("rule", "FORM-11")]
    [Trait("rule", "FORM-15")]
    public async Task Clashes_deactivated_clients_and_the_forms_rules_refuse_rows_and_overwrite_nothing()
    {
        var tag = ClientsApp.Unique("choque");
        const string Document = "31801";
        await app.ImportAsync(
            $"""
            id;nombre;email;documento;tipo de persona;primer nombre;segundo nombre;primer apellido;segundo apellido
            {tag}-1;Uno {tag};uno.{tag}@x.example;{Document}001;;;;;
            {tag}-2;Dos {tag};dos.{tag}@x.example;{Document}002;;;;;
            {tag}-3;Tres {tag};tres.{tag}@x.example;;;;;;
            {tag}-4;;;;física;Ana {tag};María;Pérez;Gil
            """);
        await app.Database.RunAsync("update clients.client set status = 'deactivated', deactivated_at = now(), deactivated_by = 'x', deactivation_reason = 'x' where custom_id = $1", $"{tag}-3");

        var outcome = await app.UpdateAsync(
            $"""
            id;email;documento;primer apellido
            {tag}-1;DOS.{tag}@x.example;;
            {tag}-2;;{Document}.001;
            {tag}-3;otro.{tag}@x.example;;
            {tag}-4;no es;;Suárez
            """);
        Assert.Equal(("done", 0L, 0L, 4L), outcome.Counts);
        Assert.Equal([(2, "email"), (3, "documento"), (4, "id"), (5, "email")], outcome.Refused.Select(r => (r.Line, r.Field!)));
        Assert.Contains($"Dos {tag} ({tag}-2)", outcome.Refused[0].Rule, StringComparison.Ordinal);
        Assert.Equal($"Ese documento ya es del cliente Uno {tag} ({tag}-1).", outcome.Refused[1].Rule);
        Assert.Contains("está desactivado", outcome.Refused[2].Rule, StringComparison.Ordinal);

        // The name that was put together from its parts follows them.
        Assert.Equal(1, (await app.UpdateAsync($"id;primer apellido\n{tag}-4;Suárez\n")).Done);
        Assert.Equal("Suárez", await app.OfAsync<string>($"Ana {tag} María Suárez Gil", "first_surname"));
    }

    [Fact]
    [Trait("rule", "FORM-25")]
    public async Task What_somebody_saves_after_the_import_was_asked_for_is_not_lost()
    {
        var tag = ClientsApp.Unique("carrera");
        await app.ImportAsync($"id;nombre;direccion\n{tag}-1;Uno {tag};Calle 1\n{tag}-2;Dos {tag};Calle 2\n");

        // A save under way when the import meets the row: the import waits, sees it, and leaves the client as it is.
        await using var other = await app.Database.OpenAsync();
        await using var saving = await other.BeginTransactionAsync();
        await using (var update = new Npgsql.NpgsqlCommand($"update clients.client set phone = '444555', updated_at = now() + interval '1 minute' where custom_id = '{tag}-1'", other, saving)) await update.ExecuteNonQueryAsync();
        var job = await app.StartAsync(await app.UploadAsync($"id;direccion\n{tag}-1;Calle nueva\n{tag}-2;Calle nueva\n"), false, true, ("Updates", "true"));
        await Eventually.BecomesAsync(() => app.Database.ValueAsync<long>("select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock' and query like '%for update%'"), n => n > 0);
        await saving.CommitAsync();

        var outcome = await app.EndAsync(job);
        Assert.Equal(("done", 1L, 0L, 1L), outcome.Counts);
        Assert.StartsWith($"Alguien guardó a Uno {tag} después de que pediste la importación", outcome.Refused.Single().Rule, StringComparison.Ordinal);
        Assert.Equal("444555|Calle 1", await app.OfAsync<string>($"Uno {tag}", "concat_ws('|', phone, address)"));
        Assert.Equal("Calle nueva", await app.OfAsync<string>($"Dos {tag}", "address"));
    }

    [Fact]
    public async Task Without_the_column_of_IDs_nothing_can_be_updated()
    {
        var preview = await app.UploadAsync("nombre;email\nAna;a@x.example\n");

        var refused = await app.Admin.SubmitAsync(preview, "button[formaction*=Import]", ("Updates", "true"));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "Para actualizar clientes hace falta la columna «ID cliente»."), (refused.Status, refused.Texts("#columns-error").Single()));
        Assert.NotNull(refused.Document.QuerySelector("[name=Updates][type=checkbox][checked]"));
    }

    [Fact]
    public async Task Places_that_do_not_belong_together_are_refused_as_the_form_does()
    {
        var tag = ClientsApp.Unique("lugar");
        await app.ImportAsync($"id;nombre;ciudad;barrio\n{tag}-1;Uno {tag};Azul {tag};Centro {tag}\n");

        var outcome = await app.UpdateAsync($"id;ciudad\n{tag}-1;Tandil {tag}\n");
        Assert.Equal((0L, 1L), (outcome.Done, outcome.Errors));
        Assert.Equal("Barrio", outcome.Refused.Single().Field);
    }

    private async Task<List<string>> AuditedAsync(Guid job)
    {
        await using var connection = await app.Database.OpenAsync();
        await using var command = new Npgsql.NpgsqlCommand(
            """
            select (select string_agg(key, ',' order by key) from jsonb_object_keys(a.new) as key) from host.audit a
            where a.table_name = 'client' and a.action = 'U' and a.batch_id = (select batch_id from host.job where id = $1) order by 1
            """, connection) { Parameters = { new() { Value = job } } };
        await using var reader = await command.ExecuteReaderAsync();
        var keys = new List<string>();
        while (await reader.ReadAsync()) keys.Add(reader.GetString(0));
        return keys;
    }
}
