/* Registers and views of the project: a click on a heading sorts the rows, words in a field filter
   them, and so does a number that says what it counts. What is folded opens where a link leads to it.

   Without this script the page holds the same rows. What it says comes in the project's language,
   with the element that loads it. */

(() => {
  "use strict";

  const WORDS = {
    filter: "Filter records",
    count: "%(shown)s of %(total)s",
    sort: "Sort by this column",
    open: "Open all",
    close: "Close all",
    ...document.currentScript?.dataset,
  };
  const NEXT = { none: "ascending", ascending: "descending", descending: "none" };
  const [NUMBER, TEXT, EMPTY] = [0, 1, 2];
  const PAUSE = 150; // milliseconds without a key before rows are filtered
  const [FIRST, PART] = [300, 1000]; // rows laid out at once, so that thousands hold nobody up

  const collator = collatorOf(document.documentElement.lang);

  function collatorOf(language) {
    const options = { numeric: true, sensitivity: "base" };
    try {
      return new Intl.Collator(language || undefined, options);
    } catch {
      return new Intl.Collator(undefined, options); // there is no such language
    }
  }

  function make(name, properties, ...children) {
    const element = Object.assign(document.createElement(name), properties);
    element.append(...children);
    return element;
  }

  /** Returns text as words are looked for in it: in small letters, without accents. */
  function fold(text) {
    return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  }

  /** Returns what a cell is sorted by: what it says, a level's step, a value's rank, or its text. */
  function keyOf(cell) {
    if (cell?.dataset.sort) return [NUMBER, Number(cell.dataset.sort)];
    const text = cell?.textContent.trim();
    if (!text) return [EMPTY, 0];
    const marked = cell.querySelector("[class*=tdd-level-], [class*=tdd-rank-]");
    const step = /\btdd-(?:level|rank)-(\d+)/.exec(marked?.className);
    return step ? [NUMBER, Number(step[1])] : [TEXT, text];
  }

  /** Returns rows in the order of a column: equal ones as they were, empty ones last. */
  function sortRows(rows, column, direction) {
    const sign = direction === "descending" ? -1 : 1;
    const keyed = rows.map((row) => [...keyOf(row.cells[column]), row]);
    keyed.sort(([type, key], [otherType, other]) => {
      const order = type === TEXT ? () => collator.compare(key, other) : () => key - other;
      return type - otherType || sign * order();
    });
    return keyed.map(([, , row]) => row);
  }

  class Table {
    constructor(element) {
      this.element = element;
      this.body = element.tBodies?.[0];
      this.heads = [...(element.tHead?.rows[0].cells ?? [])];
      this.rows = [...(this.body?.rows ?? element.querySelectorAll("[data-tags]"))];
      this.sorted = this.rows;
      this.texts = new Map();
      addEventListener("beforeprint", () => this.add(Infinity));
    }

    /** Shows the rows that hold all words, in their order; returns how many those are. */
    show(words) {
      this.keepWidths();
      this.left = this.sorted.filter((row) => this.holds(row, words));
      const count = this.left.length;
      this.element.hidden = !count;
      this.body.replaceChildren();
      this.add(FIRST);
      return count;
    }

    /** Says whether a row holds all words; those that begin with "#" are tags, whole ones. */
    holds(row, words) {
      if (!this.texts.has(row)) {
        this.texts.set(row, [fold(row.textContent), (row.dataset.tags ?? "").split(" ").map(fold)]);
      }
      const [text, tags] = this.texts.get(row);
      return words.every((word) => tags.includes(word) || text.includes(word));
    }

    /** Adds the next of the rows that are left, and sees to the others. */
    add(most) {
      clearTimeout(this.timer);
      const parts = document.createDocumentFragment();
      let number = this.body.rows.length;
      for (const row of this.left?.splice(0, most) ?? []) {
        row.classList.toggle("row-odd", number % 2);
        row.classList.toggle("row-even", ++number % 2);
        parts.append(row);
      }
      this.body.append(parts);
      if (this.left?.length) this.timer = setTimeout(() => this.add(PART));
    }

    /** Keeps columns as wide as they are, whichever rows are shown. */
    keepWidths() {
      const { style, offsetWidth, parentElement, classList } = this.element;
      if (classList.contains("tdd-view-table")) return; // it folds, whatever its columns hold
      if (style.minWidth || !offsetWidth) return;
      const shares = this.heads.map((head) => head.offsetWidth / offsetWidth);
      const share = offsetWidth / parentElement.clientWidth;
      this.element.querySelectorAll("col").forEach((column, index) => {
        column.style.width = `${100 * shares[index]}%`;
      });
      style.width = `${100 * share}%`;
      style.minWidth = `${offsetWidth}px`;
      style.tableLayout = "fixed";
    }

    sort(head) {
      const direction = NEXT[head.getAttribute("aria-sort") ?? "none"];
      for (const each of this.heads) each.removeAttribute("aria-sort");
      if (direction !== "none") head.setAttribute("aria-sort", direction);
      const column = this.heads.indexOf(head);
      this.sorted = direction === "none" ? this.rows : sortRows(this.rows, column, direction);
    }

    /** Makes a button of each heading. */
    addButtons(update) {
      for (const head of this.heads) {
        const place = head.querySelector("p") ?? head;
        const properties = { type: "button", className: "tdd-sort", title: WORDS.sort };
        const button = make("button", properties, ...place.childNodes);
        button.addEventListener("click", () => {
          this.sort(head);
          update();
        });
        place.append(button);
      }
    }
  }

  /** A group of findings, which is left out where it holds none of those that are shown. */
  class Group extends Table {
    constructor(element) {
      super(element);
      this.was = element.open;
    }

    show(words) {
      let count = 0;
      for (const row of this.rows) count += !(row.hidden = !this.holds(row, words));
      this.element.hidden = !count;
      this.element.open = words.length ? count < PART : this.was;
      return count;
    }
  }

  /** Adds what sorts and filters the tables of a register: one, or one for each group. */
  function equip(register) {
    const tables = [...register.querySelectorAll("table.tdd-register-table, table.tdd-filtered")]
      .map((element) => new Table(element));
    const groups = [...register.querySelectorAll("details.tdd-filtered")]
      .map((element) => new Group(element));
    addFolding(register);
    addFilter(register, [...tables, ...groups], tables);
    for (const element of register.querySelectorAll("table.tdd-sorted")) {
      const table = new Table(element);
      if (table.rows.length > 1) table.addButtons(() => table.show([]));
    }
  }

  /** Adds the button that opens or closes all that folds. */
  function addFolding(board) {
    const folds = [...board.querySelectorAll("details.tdd-fold")];
    if (folds.length < 2) return;
    const button = make("button", { type: "button", className: "tdd-all" });
    const closed = () => folds.some((each) => !each.open);
    const name = () => (button.textContent = closed() ? WORDS.open : WORDS.close);
    button.addEventListener("click", () => {
      const open = closed();
      for (const each of folds) each.open = open;
      name();
    });
    for (const each of folds) each.addEventListener("toggle", name);
    name();
    folds[0].before(button);
  }

  function addFilter(register, tables, sorted) {
    const total = tables.reduce((sum, table) => sum + table.rows.length, 0);
    if (total < 2) return;

    const input = make("input", { type: "search", autocomplete: "off" });
    const count = make("output", { ariaLive: "polite" });
    let timer;

    function update() {
      clearTimeout(timer);
      const words = input.value.split(/\s+/).map(fold).filter(Boolean);
      const shown = tables.reduce((sum, table) => sum + table.show(words), 0);
      const text = WORDS.count.replace("%(shown)s", shown).replace("%(total)s", total);
      count.value = words.length ? text : "";
    }

    input.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(update, PAUSE);
    });
    input.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !input.value) return;
      event.preventDefault();
      input.value = "";
      update();
    });
    for (const table of sorted) table.addButtons(update);
    const label = make("label", {}, register.dataset.filter ?? WORDS.filter, " ", input);
    const bar = make("div", { className: "tdd-filter" }, label, count);
    const first = tables[0].element;
    if (first.parentElement === register && register.dataset.filter) first.before(bar);
    else register.prepend(bar);
    for (const link of register.querySelectorAll("a[data-tag]")) {
      link.addEventListener("click", (event) => {
        event.preventDefault();
        input.value = link.dataset.tag;
        update();
        input.focus();
      });
    }
  }

  /** Opens what holds the place that the address names. */
  function reveal() {
    const place = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!place?.closest(".tdd-board")) return;
    for (let each = place; each; each = each.parentElement) if ("open" in each) each.open = true;
    place.scrollIntoView();
  }

  document.querySelectorAll(".tdd-view.tdd-register, .tdd-board").forEach(equip);
  addEventListener("hashchange", reveal);
  reveal();
})();
