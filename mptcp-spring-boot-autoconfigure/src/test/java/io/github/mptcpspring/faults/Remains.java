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

package io.github.mptcpspring.faults;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.github.mptcpspring.testsupport.KernelSockets;
import org.awaitility.Awaitility;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What an application may leave behind in this JVM, as it was at one moment.
 *
 * @param sockets the inodes of open sockets
 * @param threads the threads that live
 * @param connections how many objects of each class there are in the heap for connections
 */
record Remains(Set<String> sockets, Set<Thread> threads, Map<String, Integer> connections) {

	/**
	 * Those of the tests' own and those that Reactor and the JDK start once and for good.
	 */
	private static final Pattern NOT_OF_AN_APPLICATION = Pattern.compile(
			"awaitility-thread|junit-jupiter-timeout-watcher|ForkJoinPool-1-worker-\\d+|VirtualThread-unblocker|process reaper.*|parallel-\\d+|boundedElastic-evictor-\\d+");

	static Remains now() {
		return new Remains(KernelSockets.openInodes(), Thread.getAllStackTraces().keySet(), ConnectionObjects.count());
	}

	/**
	 * Assert that everything that has come since is gone again.
	 */
	void assertNothingAdded() {
		assertNoSocketAdded();
		Awaitility.await().untilAsserted(() -> assertThat(addedThreads()).as("threads").isEmpty());
		Awaitility.await().untilAsserted(() -> assertThat(addedConnections()).as("objects in the heap").isEmpty());
	}

	void assertNoSocketAdded() {
		Awaitility.await().untilAsserted(() -> assertThat(KernelSockets.openInodes()).isSubsetOf(this.sockets));
	}

	private Map<String, Integer> addedConnections() {
		Map<String, Integer> added = ConnectionObjects.count();
		added.entrySet().removeIf((count) -> count.getValue() <= this.connections.getOrDefault(count.getKey(), 0));
		return added;
	}

	private Set<String> addedThreads() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> !this.threads.contains(thread))
			.map(Thread::getName)
			.filter(NOT_OF_AN_APPLICATION.asMatchPredicate().negate())
			.collect(Collectors.toCollection(TreeSet::new));
	}

}
