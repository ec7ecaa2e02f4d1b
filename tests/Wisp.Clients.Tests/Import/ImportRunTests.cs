using System.Globalization;
using System.Text;
using Wisp.Clients.Tests.Reading;
using Wisp.Sdk;
using Wisp.Testing;

namespace Wisp.Clients.Tests.Import;

[Trait("rule", "IMP-01")]
public sealed class ImportRunTests(Importer importer) : IClassFixture<Importer>
{
    [Fact]
    public async Task A13_ten_thousand_rows_with_one_in_a_hundred_bad()
    {
        var outcome = await importer.ImportAsync(People(10_000, i => i % 100 == 7 ? "sin arroba" : $"a13.{i}@x.example"));

        Assert.Equal(("done", 9_900L, 100L), (outcome.State, outcome.Created, outcome.Errors));
        Assert.Equal(100, outcome.Rows.Count);
        Assert.Equal(9_900, await importer.ClientsAsync("email like 'a13.%'"));
    }

    [Fact]
    public async Task A16_the_same_file_twice_changes_nothing_and_leaves_no_audit()
    {
        var file = Bytes.Of(
            "Nombre;Tipo de persona;Primer nombre;Segundo nombre;Primer apellido;Segundo apellido;E-mail;Documento;Teléfono;Observaciones;Ciudad;Zona;Latitud;Longitud\n"
            + "Solo Nombre A16;;;;;;;;;;;;;\n"
            + "Solo Nombre A16;;;;;;;;;;;;;\n"
            + ";natural;Ana;María;Gil;Paz;a16@x.example;;011 4000-1111;\"uno\ndos\";Salto;Sur;-31,38;-57,96\n"
            + "Firma;jurídica;;;;;;33-69345023-9;;;;Sur;;\n");
        var first = await importer.ImportAsync(file);
        var audit = await importer.AuditAsync();
        var second = await importer.ImportAsync(file);

        Assert.Equal((4L, 0L, 0L), (first.Created, first.Unchanged, first.Errors));
        Assert.Equal((0L, 4L, 0L), (second.Created, second.Unchanged, second.Errors));
        Assert.Equal(audit, await importer.AuditAsync());
    }

    [Fact]
    public async Task A_dry_run_counts_and_writes_nothing()
    {
        await importer.ImportAsync("nombre;email\nYa está;seco@x.example\n");
        var (clients, audit) = (await importer.ClientsAsync(), await importer.AuditAsync());
        var outcome = await importer.ImportAsync(
            Bytes.Of("nombre;email;zona\nYa está;seco@x.example;\nOtro;SECO@x.example;\nNueva;nueva.seca@x.example;Zona seca\nMal;mal;\n"), dryRun: true);

        Assert.Equal((1L, 1L, 2L), (outcome.Created, outcome.Unchanged, outcome.Errors));
        Assert.Equal((clients, audit), (await importer.ClientsAsync(), await importer.AuditAsync()));
        Assert.Equal(0, await importer.Database.ValueAsync<long>("select count(*) from zones.zone where name = 'Zona seca'"));
    }

    [Fact]
    public async Task A_form_that_takes_an_address_in_the_same_moment_costs_one_row_alone()
    {
        await using var form = await importer.Database.OpenAsync();
        await using var saving = await form.BeginTransactionAsync();
        await form.Sql(
            "insert into clients.client (name, email, country, created_at, updated_at) values ('De un formulario', 'carrera.41@x.example', 'AR', now(), now())")
            .RunAsync();

        var job = await importer.StartAsync(People(100, i => $"carrera.{i}@x.example"));
        await Eventually.BecomesAsync(
            () => importer.Database.ValueAsync<long>("select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'"), n => n > 0);
        await saving.CommitAsync();
        var outcome = await importer.OutcomeAsync(job);

        Assert.Equal((99L, 1L), (outcome.Created, outcome.Errors));
        Assert.Equal("carrera.41@x.example", outcome.Rows[0].Value);
    }

    [Fact]
    public async Task A_file_with_an_unclosed_quote_is_refused_before_anything_is_written()
    {
        var rows = string.Concat(Enumerable.Range(1, 9_000).Select(i => $"Comilla {i};x\n"));
        var outcome = await importer.ImportAsync("nombre;notas\n" + rows + "Comilla final;\"nunca\n" + rows);

        Assert.Equal("failed", outcome.State);
        Assert.Contains("9002", outcome.Failure, StringComparison.Ordinal);
        Assert.Equal(0, await importer.ClientsAsync("name like 'Comilla %'"));
    }

    internal static byte[] People(int count, Func<int, string> email)
    {
        var file = new StringBuilder("nombre;email;direccion\n");
        for (var i = 0; i < count; i++) file.Append(CultureInfo.InvariantCulture, $"Persona {i};{email(i)};Calle {i % 90}\n");
        return Bytes.Of(file.ToString());
    }
}
