/*
 * Copyright 2026 the original author or authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package io.github.mptcpspring.actuate;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link OncePerScrape}.
 */
class OncePerScrapeTests {

	private static final int METERS = 50;

	private final AtomicInteger reads = new AtomicInteger();

	private final OncePerScrape<Integer> value = new OncePerScrape<>(this.reads::incrementAndGet);

	@Test
	void nothingIsReadBeforeSomeoneAsks() {
		assertThat(this.reads).hasValue(0);
	}

	@Test
	void oneReadServesAllMetersOfAScrape() {
		assertThat(IntStream.range(0, METERS).map((meter) -> this.value.get(meter))).hasSize(METERS).containsOnly(1);
	}

	@Test
	void aMeterThatAsksAgainBeginsAnotherScrape() {
		for (int scrape = 1; scrape <= 3; scrape++) {
			int expected = scrape;
			assertThat(List.of("first", "second", "third"))
				.allSatisfy((meter) -> assertThat(this.value.get(meter)).isEqualTo(expected));
		}
		assertThat(this.reads).hasValue(3);
	}

	@Test
	void whichMeterComesFirstDoesNotMatter() {
		assertThat(this.value.get("first")).isEqualTo(1);
		assertThat(this.value.get("second")).isEqualTo(1);
		assertThat(this.value.get("second")).isEqualTo(2);
		assertThat(this.value.get("first")).isEqualTo(2);
		assertThat(this.value.get("third")).isEqualTo(2);
	}

	@Test
	void aValueExpiresForMetersThatAreAskedAlone() {
		assertThat(this.value.get("first")).isEqualTo(1);
		Awaitility.await().until(() -> this.value.get(new Object()) == 2);
	}

	@Test
	void aReadThatFailsIsTriedAgain() {
		OncePerScrape<Integer> failing = new OncePerScrape<>(() -> {
			if (this.reads.incrementAndGet() == 1) {
				throw new IllegalStateException("not now");
			}
			return this.reads.get();
		});
		assertThatIllegalStateException().isThrownBy(() -> failing.get("first"));
		assertThat(failing.get("first")).isEqualTo(2);
		assertThat(failing.get("second")).isEqualTo(2);
	}

	@Test
	void metersThatAskAtTheSameTimeShareOneRead() throws Exception {
		CountDownLatch allAreThere = new CountDownLatch(METERS);
		try (ExecutorService threads = Executors.newFixedThreadPool(METERS)) {
			List<Future<Integer>> values = IntStream.range(0, METERS).mapToObj((meter) -> threads.submit(() -> {
				allAreThere.countDown();
				allAreThere.await();
				return this.value.get(meter);
			})).toList();
			for (Future<Integer> read : values) {
				assertThat(read.get()).isEqualTo(1);
			}
		}
	}

	@Test
	void scrapesAtTheSameTimeNeverSeeTheSameValueTwice() throws Exception {
		int scrapers = 4;
		int scrapes = 200;
		try (ExecutorService threads = Executors.newFixedThreadPool(scrapers)) {
			List<Future<int[]>> seen = IntStream.range(0, scrapers)
				.mapToObj((scraper) -> threads.submit(
						() -> IntStream.range(0, scrapes).map((scrape) -> this.value.get("the only meter")).toArray()))
				.toList();
			AtomicInteger total = new AtomicInteger();
			for (Future<int[]> values : seen) {
				assertThat(values.get()).isSorted().doesNotHaveDuplicates();
				total.addAndGet(values.get().length);
			}
			assertThat(this.reads).hasValue(total.get());
		}
	}

}
