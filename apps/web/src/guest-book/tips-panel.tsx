'use client';

export default function TipsPanel() {
  return (
    <aside className="tips" aria-label="Tips">
      <p>Say where you come from, and what brought you here.</p>
    </aside>
  );
}
