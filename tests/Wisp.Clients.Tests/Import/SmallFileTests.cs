
namespace Wisp.Clients.Tests.Import;

[Collection(ImportTests.Name)]
[Trait("rule", "IMP-01")]
public sealed class SmallFileTests(ImportApp app)
{
    [Theory]
    [InlineData("utf-8", ';', true)]
    [InlineData("utf-8", ',', false)]
    [InlineData("windows-1252", ';', false)]
    [InlineData("utf-16le", '\t', true)]
    [InlineData("utf-16be", '\t', true)]
    [InlineData("utf-16le", ';', false)]
    public async Task A01_A02_A03_every_usual_way_of_writing_is_read(string encoding, char separator, bool mark)
    {
        var name = ClientsApp.Unique("Muñoz ") + $" {encoding}";
        var preview = await ImportApp.UploadAsync(app.Admin, Bytes.Of($"\"nombre\"{separator}\"ciudad\"\r\n\"{name}\"{separator}Neuquén\r\n", encoding, mark));

        Assert.Equal(encoding, preview.Document.QuerySelector("[name=encoding] option[selected]")!.GetAttribute("value"));
        Assert.Contains(name, preview.Text, StringComparison.Ordinal);
        var outcome = await app.ImportAsync(preview);

        Assert.Equal(("done", 1L, 0L, 0L), outcome.Counts);
        Assert.Equal("Neuquén", await app.OfAsync<string>(name, "(select y.name from zones.city y where y.id = city_id)"));
    }

    [Fact]
    public async Task A02_the_encoding_can_be_overridden_and_unreadable_letters_are_never_stored()
    {
        var name = ClientsApp.Unique("Peñaloza");
        var preview = await ImportApp.UploadAsync(app.Admin, Bytes.Of($"nombre;observaciones\n{name};Neuquén\nLuis {name[^3..]};x\n", "ibm850"));

        var wrong = await app.ImportAsync(await app.Admin.GetAsync($"{preview.Url.Split('?')[0]}?encoding=utf-8&separator=semicolon"));
        Assert.Equal(("done", 1L, 0L, 1L), wrong.Counts);
        Assert.Equal((2, "nombre"), (wrong.Refused[0].Line, wrong.Refused[0].Field));
        Assert.Equal("Tiene letras que no se pueden leer con la codificación elegida.", wrong.Refused[0].Rule);

        var right = await app.ImportAsync(await app.Admin.SubmitAsync(preview, "form.card[method=get]", ("encoding", "ibm850")));
        Assert.Equal(("done", 1L, 1L, 0L), right.Counts);
        Assert.Equal("Neuquén", await app.OfAsync<string>(name, "details"));
        Assert.Equal(0, await app.Database.ValueAsync<long>("select count(*) from clients.client where name like '%' || chr(65533) || '%'"));
    }

    [Fact]
    public async Task A04_the_separator_can_be_overridden_before_anything_is_written()
    {
        var tag = ClientsApp.Unique("sep");
        var preview = await app.UploadAsync($"nombre;saldo;direccion\nPérez, {tag};1.234,50;Calle 1, 2, 3\nGómez, Luis;10,00;Av. 9, 1");
        Assert.Equal("semicolon", preview.Document.QuerySelector("[name=separator] option[selected]")!.GetAttribute("value"));
        Assert.Equal(["nombre", "saldo", "direccion"], preview.Texts("table thead th").Skip(1).Take(3));
        Assert.Equal(["Name", "", "Address"], Enumerable.Range(0, 3).Select(i => ImportApp.Chosen(preview, i)));
        Assert.Equal("No se reconoce el título.", preview.Texts("#column-1-note").Single());

        var commas = await app.Admin.SubmitAsync(preview, "form.card[method=get]", ("separator", "comma"));
        Assert.Contains("Ninguna columna va a un dato del cliente.", commas.Text, StringComparison.Ordinal);

        Assert.Equal(2, (await app.ImportAsync(preview)).Done);
        Assert.Equal("Calle 1, 2, 3", await app.OfAsync<string>($"Pérez, {tag}", "address"));
    }

    [Fact]
    public async Task A06_A08_A14_values_go_in_as_the_form_would_take_them()
    {
        var tag = ClientsApp.Unique("v");
        var outcome = await app.ImportAsync(
            $"""
            ID cliente;Nombre;E-mail;Documento/cédula;Zona;Notas;Tipo de persona;Primer nombre;Segundo nombre;Primer apellido;Segundo apellido
            S2-{tag};D'Alessandro J. {tag};{tag}@X.example;;Norte {tag};0;otro;;;;
            ;Sin zona {tag};;;;;Persona Jurídica;;;;
            ;;;;;;física;Ana {tag};María;Pérez;Gil
            ;Sólo nombre {tag};;;;;natural;;;;
            ;Cero {tag};;0;;;;;;;
            """.Replace("Notas", "Observaciones", StringComparison.Ordinal));

        Assert.Equal(("done", 3L, 0L, 2L), outcome.Counts);
        Assert.Equal($"S2-{tag}", await app.OfAsync<string>($"D'Alessandro J. {tag}", "custom_id"));
        Assert.Equal("0", await app.OfAsync<string>($"D'Alessandro J. {tag}", "details"));
        Assert.Equal($"Norte {tag}", await app.OfAsync<string>($"D'Alessandro J. {tag}", "(select z.name from zones.zone z where z.id = zone_id)"));
        Assert.True(await app.OfAsync<bool>($"Sin zona {tag}", "zone_id is null and details is null and kind_person = 'legal'"));
        Assert.Equal("natural", await app.OfAsync<string>($"Ana {tag} María Pérez Gil", "kind_person"));
        Assert.Equal([(5, "Nombre"), (6, "Tipo de documento")], outcome.Refused.Select(r => (r.Line, r.Field!)));
    }

    [Fact]
    public async Task Ragged_rows_and_quoted_line_breaks_keep_the_lines_of_the_file()
    {
        var tag = ClientsApp.Unique("r");
        var outcome = await app.ImportAsync(
            $"""
            nombre;notas;email
            Uno {tag};"renglón uno
            renglón dos

            renglón cuatro";uno.{tag}@x.example

            Dos {tag};falta una
            Tres {tag};sobra;tres.{tag}@x.example;algo
            Cuatro {tag};vacías de más;cuatro.{tag}@x.example;;;
            Cinco "{tag}" mal;x;cinco.{tag}@x.example
            Seis {tag};x;seis arroba
            """.Replace("notas", "observaciones", StringComparison.Ordinal));

        Assert.Equal(("done", 2L, 0L, 4L), outcome.Counts);
        Assert.Equal([7, 8, 10, 11], outcome.Refused.Select(r => r.Line));
        Assert.Equal("Columnas de la fila: 2; títulos: 3.", outcome.Refused[0].Rule);
        Assert.Equal("Columnas de la fila: 4; títulos: 3.", outcome.Refused[1].Rule);
        Assert.StartsWith("La fila tiene comillas sueltas", outcome.Refused[2].Rule, StringComparison.Ordinal);
        Assert.Equal(("email", "seis arroba"), (outcome.Refused[3].Field, outcome.Refused[3].Value));
        Assert.Equal("renglón uno\nrenglón dos\n\nrenglón cuatro", await app.OfAsync<string>($"Uno {tag}", "details"));
    }

    [Fact]
    public async Task A11_repeated_rows_of_the_file_name_the_earlier_line()
    {
        var tag = ClientsApp.Unique("d");
        var outcome = await app.ImportAsync(
            $"""
            nombre;email;documento;id
            Ana;Ana.{tag}@X.example;;
            Ana bis;ana.{tag}@x.EXAMPLE;;
            Luz;;3.333.{100 + (tag.Length % 10)};{tag}-A
            Luz bis;;3333{100 + (tag.Length % 10)};
            Id bis;;;{tag}-A
            """);

        Assert.Equal(("done", 2L, 0L, 3L), outcome.Counts);
        Assert.Equal([(3, "email", 2), (5, "documento", 4), (6, "id", 4)], outcome.Refused.Select(r => (r.Line, r.Field!, int.Parse(new string(r.Rule.Where(char.IsDigit).ToArray()), null))));
        Assert.All(outcome.Refused, r => Assert.StartsWith("Ya está en la línea ", r.Rule, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Clashes_with_clients_that_are_there_are_errors_and_never_overwrite()
    {
        var tag = ClientsApp.Unique("c");
        await app.ImportAsync($"id;nombre;email;documento;direccion\n{tag}-1;Uno {tag};uno.{tag}@x.example;5.{tag.Length + 100}.001;Calle 1\n;Dos {tag};dos.{tag}@x.example;;Calle 2\n");
        var before = await app.Database.ValueAsync<string>("select string_agg(xmin::text || id, ',' order by id) from clients.client");

        var outcome = await app.ImportAsync(
            $"""
            id;nombre;email;documento;direccion
            ;Otra persona;UNO.{tag}@X.example;;
            ;Otra persona;;5{tag.Length + 100}001;
            ;Dos {tag};dos.{tag}@x.example;;Calle 2
            """);
        var changed = await app.ImportAsync(
            $"""
            id;nombre;email;documento;direccion
            {tag}-1;Uno {tag};uno.{tag}@x.example;5.{tag.Length + 100}.001;Calle distinta
            {tag}-9;Nueva {tag};dos.{tag}@x.example;;
            """);

        Assert.Equal(("done", 0L, 1L, 2L), outcome.Counts);
        Assert.Equal([(2, "email"), (3, "documento")], outcome.Refused.Select(r => (r.Line, r.Field!)));
        Assert.Contains("«Emails a notificar»", outcome.Refused[0].Rule, StringComparison.Ordinal);
        Assert.Contains($"Uno {tag} ({tag}-1)", outcome.Refused[1].Rule, StringComparison.Ordinal);
        Assert.Equal(("done", 0L, 0L, 2L), changed.Counts);
        Assert.Equal([(2, "direccion", "Calle distinta"), (3, "email", $"dos.{tag}@x.example")], changed.Refused.Select(r => (r.Line, r.Field!, r.Value!)));
        Assert.Contains("ya existe con otro dato; la importación no cambia clientes que ya están", changed.Refused[0].Rule, StringComparison.Ordinal);
        Assert.Equal(before, await app.Database.ValueAsync<string>("select string_agg(xmin::text || id, ',' order by id) from clients.client"));
    }

    [Fact]
    public async Task Two_files_rows_without_a_key_are_known_by_their_line_and_a_changed_file_is_another()
    {
        var tag = ClientsApp.Unique("k");
        var file = $"nombre\nIgual {tag}\nIgual {tag}\n";
        Assert.Equal(("done", 2L, 0L, 0L), (await app.ImportAsync(file)).Counts);
        Assert.Equal(("done", 0L, 2L, 0L), (await app.ImportAsync(file)).Counts);
        Assert.Equal(("done", 3L, 0L, 0L), (await app.ImportAsync(file + $"Igual {tag}\n")).Counts);
    }

    [Fact]
    public async Task Places_are_made_only_when_wanted()
    {
        var tag = ClientsApp.Unique("p");
        var file = $"nombre;zona;barrio;ciudad\nUna {tag};Zona {tag};;\nOtra {tag};;Barrio {tag};\nTercera {tag};ZÓNA {tag};Barrio {tag};Ciudad {tag}\n";

        var without = await app.ImportAsync(file, createPlaces: false);
        Assert.Equal(("done", 0L, 0L, 3L), without.Counts);
        Assert.Equal(0, await app.Database.ValueAsync<long>("select count(*) from zones.zone where name ilike '%' || $1", tag));
        var outcome = await app.ImportAsync(file);
        Assert.Equal(("done", 2L, 0L, 1L), outcome.Counts);
        Assert.Equal("Un barrio necesita su ciudad.", outcome.Refused.Single().Rule);
        Assert.Equal(1, await app.Database.ValueAsync<long>("select count(*) from zones.zone where name ilike '%' || $1", tag));
    }

    [Fact]
    [Trait("rule", "FORM-26")]
    public async Task Numbers_as_IDs_and_rows_without_one_do_not_meet()
    {
        var rows = Enumerable.Range(1, 300).Select(i => i % 3 == 0 ? $"Sin número {i};" : $"Número {i};{70_000 + i}");
        var outcome = await app.ImportAsync("nombre;id cliente\n" + string.Join('\n', rows));

        Assert.Equal(("done", 300L, 0L, 0L), outcome.Counts);
        Assert.Equal(100, await app.Database.ValueAsync<long>("select count(*) from clients.client where name like 'Sin número %' and public_id > 70299 and custom_id is null"));
    }

    [Fact]
    public async Task A_row_that_only_the_database_refuses_is_listed_and_the_rest_goes_in()
    {
        var tag = ClientsApp.Unique("rechazo");
        await app.Database.RunAsync(
            """
            create function public.no_entry() returns trigger language plpgsql as $f$ begin raise exception 'prohibido'; end $f$;
            create trigger no_entry before insert or update on clients.client for each row when (new.address = 'Prohibida 1') execute function public.no_entry();
            """);
        try
        {
            var outcome = await app.ImportAsync($"id;nombre;direccion\n{tag}-1;Uno {tag};Calle 1\n{tag}-2;Dos {tag};Prohibida 1\n{tag}-3;Tres {tag};Calle 3\n");
            Assert.Equal(("done", 2L, 0L, 1L), outcome.Counts);
            Assert.Equal((3, "La base de datos no aceptó la fila (prohibido)."), (outcome.Refused.Single().Line, outcome.Refused.Single().Rule));

            var update = await app.UpdateAsync($"id;direccion\n{tag}-1;Prohibida 1\n{tag}-3;Calle 33\n");
            Assert.Equal(("done", 1L, 0L, 1L), update.Counts);
            Assert.Equal((2, "La base de datos no aceptó la fila (prohibido)."), (update.Refused.Single().Line, update.Refused.Single().Rule));
            Assert.Equal(("Calle 1", "Calle 33"), (await app.OfAsync<string>($"Uno {tag}", "address"), await app.OfAsync<string>($"Tres {tag}", "address")));
        }
        finally
        {
            await app.Database.RunAsync("drop trigger no_entry on clients.client; drop function public.no_entry()");
        }
    }

    [Fact]
    public async Task C11_family_letters_and_very_long_cells_are_rows_like_others()
    {
        var tag = ClientsApp.Unique("f");
        var family = string.Concat(Enumerable.Repeat("👩‍👩‍👧", 250)) + tag;
        var outcome = await app.ImportAsync($"nombre;observaciones;zip_code\n{family};{new string('x', 4000)};👩‍👩‍👧👩‍👩‍👧👩‍👩‍👧👩‍👩‍👧👩‍👩‍👧\n{new string('y', 5000)};x;1\nLarga {tag};{new string('x', 100_000)};1\n");

        Assert.Equal(("done", 1L, 0L, 2L), outcome.Counts);
        Assert.All(outcome.Refused, r => Assert.Matches("Puede tener hasta (255|4000) caracteres", r.Rule));
        Assert.All(outcome.Refused, r => Assert.True(r.Value!.Length < 100));
    }
}
