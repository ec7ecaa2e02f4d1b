using System.Globalization;
using System.Net;

namespace Wisp.Clients.Tests.Search;

/// <summary>Each field of the tab Cliente. Á: Álvaro, B: Beatriz, F: Fibra, S: svg; the deactivated one only when asked for.</summary>
[Collection(VillageTests.Name)]
[Trait("rule", "SRCH-05")]
public sealed class OwnFieldTests(Village village)
{
    [Theory]
    [InlineData("name=munoz", "Á")]
    [InlineData("name=MUÑOZ ÁLV", "Á")]
    [InlineData("name=mun\u0303oz", "Á")]
    [InlineData("name=o'brien", "B")]
    [InlineData("name=100%25", "1")]
    [InlineData("name=a_ó", "1")]
    [InlineData("name=brax", "")]
    [InlineData("name=ica\\sa", "1")]
    [InlineData("name=<svg/onload", "<")]
    [InlineData("name=san martin", "")]
    [InlineData("name=' or '1'='1", "")]
    [InlineData("id=A", "B")]
    [InlineData("id=A 1", "Á")]
    [InlineData("id=x,y", "1")]
    [InlineData("id=A, A 1;zzz", "Á B")]
    [InlineData("id=,", "")]
    [InlineData("id=%25", "")]
    [InlineData("document=20.123.456", "Á")]
    [InlineData("document=20123456", "Á")]
    [InlineData("document=123-45", "Á")]
    [InlineData("document=30500010912", "1")]
    [InlineData("document=alvaro", "")]
    [InlineData("email=CORREO", "Á")]
    [InlineData("email=o'brien%2B50%25_x", "1")]
    [InlineData("email=50%25%25", "")]
    [InlineData("has-email=yes", "1 Á")]
    [InlineData("has-email=no", "< B")]
    [InlineData("phone=5550101", "Á")]
    [InlineData("phone=0381 555-0101", "Á")]
    [InlineData("phone=381 555 0101", "Á")]
    [InlineData("phone=%2B54 381 5550101", "Á")]
    [InlineData("phone=(0381)555", "Á")]
    [InlineData("phone=011 4444-5555", "B")]
    [InlineData("phone=1144445555", "B")]
    [InlineData("phone=4444", "B")]
    [InlineData("phone=9999", "")]
    [InlineData("address=san martin", "Á")]
    [InlineData("address=50%25", "B")]
    [InlineData("address=onload=alert(2)", "<")]
    [InlineData("kind=natural", "Á")]
    [InlineData("kind=legal", "1")]
    [InlineData("kind=other", "< B")]
    [InlineData("kind=natural&kind=legal", "1 Á")]
    [InlineData("status=deactivated", "F")]
    [InlineData("status=all&name=munoz", "Á F")]
    [InlineData("point=yes", "Á B")]
    [InlineData("point=no", "1 <")]
    [InlineData("area=-65.3 -26.7,-65.2 -26.7,-65.2 -26.8,-65.3 -26.8", "Á")]
    [InlineData("area=-66 -26,-65 -26,-65 -27,-66 -27", "Á B")]
    [InlineData("area=-65.25 -26.75,-65.2 -26.7,-65.2 -26.8", "Á")]
    [InlineData("area=0 0,1 0,1 1", "")]
    [InlineData("created.from=2024-05-31&created.to=2024-05-31", "1 B")]
    [InlineData("created.from=2024-06-01", "<")]
    [InlineData("created.to=2024-05-30", "Á")]
    [InlineData("created.from=1900-01-01&created.to=9999-12-31", "1 < Á B")]
    [InlineData("created.from=2024-06-01&created.to=2024-05-31", "")]
    [InlineData("kind=natural&point=yes&has-email=yes&name=munoz&phone=555", "Á")]
    [InlineData("kind=natural&has-email=no", "")]
    public async Task Each_finds_what_it_says(string query, string begin)
    {
        Assert.Equal(begin.Split(' ', StringSplitOptions.RemoveEmptyEntries).Order(), (await FoundAsync(query)).Select(name => name[..1]).Order());
    }

    [Fact]
    public async Task Places_and_people_are_chosen_several_or_none_at_all()
    {
        foreach (var (query, begin) in new[]
        {
            ($"city={village.City}", "1Á"), ("city=none", "<B"), ($"city={village.City}&city=none", "1<BÁ"),
            ($"neighborhood={village.Center}", "Á"), ("neighborhood=none", "1<B"),
            ($"zone={village.North}", "1Á"), ("zone=none", "<B"), ($"zone={village.North}&zone={Guid.CreateVersion7()}", "1Á"), ("zone=norte", ""),
            ($"seller={village.Sara}", "<Á"), ("seller=none", "1B"), ($"seller={village.Sara}&zone={village.North}", "Á"),
            ($"collector={village.Coco}", "Á"), ($"status=all&collector={village.Coco}", "FÁ"), ("collector=none", "1<B"),
        })
            Assert.Equal(begin, string.Concat((await FoundAsync(query)).Select(name => name[0]).Order()));

        var page = await village.Admin.GetAsync("/clients?adv=client&zone=none");
        Assert.Equal(["(ninguno)", "Norte"], page.Texts(".picker:has([name=zone]) .choice"));
        Assert.Equal(["none"], page.Document.QuerySelectorAll("[name=zone][checked]").Select(box => box.GetAttribute("value")));
        Assert.Equal(["Quitar el filtro Zona: (ninguno)"], page.Texts(".chip"));
    }

    [Theory]
    [InlineData("name=ab", "Nombre: escribí al menos tres letras o cifras seguidas")]
    [InlineData("name=%25%25%25", "Nombre: escribí al menos tres letras o cifras seguidas")]
    [InlineData("document=..-", "Documento: escribí al menos tres letras o cifras seguidas")]
    [InlineData("phone=abcd", "Teléfono: escribí al menos tres letras o cifras seguidas")]
    [InlineData("phone=000", "Teléfono: escribí al menos tres letras o cifras seguidas")]
    [InlineData("phone=00-12", "Teléfono: escribí al menos tres letras o cifras seguidas")]
    [InlineData("area=-65 -26,-64 -27,-64 -26,-65 -27", "Dentro de un área del mapa: el área no es válida: entre 3 y 200 vértices, sin cruces, «longitud latitud» con comas entre ellos")]
    [InlineData("area=-65 -26,-64 -27", "Dentro de un área del mapa: el área no es válida: entre 3 y 200 vértices, sin cruces, «longitud latitud» con comas entre ellos")]
    [InlineData("area=-65 -26,-65 -26,-65 -26", "Dentro de un área del mapa: el área no es válida: entre 3 y 200 vértices, sin cruces, «longitud latitud» con comas entre ellos")]
    [InlineData("area=181 0,0 91,NaN 0", "Dentro de un área del mapa: el área no es válida: entre 3 y 200 vértices, sin cruces, «longitud latitud» con comas entre ellos")]
    [InlineData("area=acá", "Dentro de un área del mapa: el área no es válida: entre 3 y 200 vértices, sin cruces, «longitud latitud» con comas entre ellos")]
    [InlineData("has-email=si", "Tiene e-mail: el valor no sirve para este filtro")]
    [InlineData("created.from=2024-02-30", "Creado el: el valor no sirve para este filtro")]
    [InlineData("created.from=31/05/2024", "Creado el: el valor no sirve para este filtro")]
    [InlineData("created.to=0001-01-01", "Creado el: el valor no sirve para este filtro")]
    [InlineData("created=2024-05-31", "created: este filtro no está disponible: su módulo no está o no tenés permiso")]
    [InlineData("name=a%00bc", "Nombre: escribí al menos tres letras o cifras seguidas")]
    [InlineData("id=a%00", "ID: el valor no sirve para este filtro")]
    public async Task Nonsense_finds_nobody_and_is_told(string query, string said)
    {
        var page = await village.Admin.GetAsync("/clients?" + query);

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Empty(page.Texts("tbody .col-name"));
        Assert.Equal(["Quitar el filtro " + said], page.Texts(".chip-wrong"));
    }

    [Fact]
    public async Task What_is_too_long_finds_nobody()
    {
        foreach (var query in new[]
        {
            "name=" + new string('a', 201), "id=" + new string('a', 5000), "area=" + string.Join(',', Enumerable.Range(0, 201).Select(i => $"{i / 10.0:0.0} 1".Replace(',', '.'))),
            string.Join('&', Enumerable.Range(0, 501).Select(i => "kind=k" + i.ToString(CultureInfo.InvariantCulture))),
        })
        {
            var page = await village.Admin.GetAsync("/clients?" + query);
            Assert.Equal((HttpStatusCode.OK, 0, 1), (page.Status, page.Texts("tbody .col-name").Count, page.Texts(".chip-wrong").Count));
        }
    }

    private async Task<IReadOnlyList<string>> FoundAsync(string query) =>
        await village.NamesAsync(query.Replace(" ", "%20", StringComparison.Ordinal));
}
