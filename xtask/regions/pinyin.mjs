// Pinyin of place names: reads a JSON list of names, writes the list of their syllables
// (`bei jing shi`), without tones, ü as v, as input methods take them.
import fs from "node:fs";
import { customPinyin, pinyin } from "pinyin-pro";

// Where the package does not know how a place is called.
customPinyin({
  都: "dū",
  什: "shí",
  单县: "shàn xiàn",
  尉犁: "yù lí",
  蔚县: "yù xiàn",
  乐亭: "lào tíng",
  乐清: "yuè qīng",
  乐陵: "lào líng",
  洪洞: "hóng tóng",
  繁峙: "fán shì",
  浚县: "xùn xiàn",
  泌阳: "bì yáng",
  歙县: "shè xiàn",
  黄陂: "huáng pí",
  大埔: "dà bù",
  筠连: "jūn lián",
  吴堡: "wú bǔ",
  宕昌: "tàn chāng",
  民乐: "mín lè",
  涡阳: "guō yáng",
  六合区: "lù hé qū",
  珲春: "hún chūn",
});

const [from, to] = process.argv.slice(2);
const names = JSON.parse(fs.readFileSync(from, "utf8"));
const syllables = (name) =>
  pinyin(name, { toneType: "none", type: "array", v: true })
    .map((one) => one.toLowerCase().replace(/[^a-z0-9]/g, ""))
    .filter(Boolean)
    .join(" ");
fs.writeFileSync(to, JSON.stringify(names.map(syllables)));
