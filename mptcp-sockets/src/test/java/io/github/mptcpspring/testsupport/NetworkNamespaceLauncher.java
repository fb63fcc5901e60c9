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

package io.github.mptcpspring.testsupport;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestExecutionResult.Status;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * The JVM in a {@link NetworkNamespace}: runs tests and reports how they ended.
 */
final class NetworkNamespaceLauncher implements TestExecutionListener {

	/** Comes after the results of a run. */
	static final String END = "The tests in a network namespace have ended.";

	private static final String SEPARATOR = "\t";

	private static final int PARENT_GONE = 1;

	private final List<NamespaceResult> results = new ArrayList<>();

	private NetworkNamespaceLauncher() {
	}

	/**
	 * Run the tests that standard input names, until it ends.
	 * @throws IOException when the namespace cannot be made ready for a test
	 * @throws InterruptedException when interrupted
	 */
	static void main() throws IOException, InterruptedException {
		BlockingQueue<String> lines = new LinkedBlockingQueue<>();
		Thread.ofPlatform().daemon().start(() -> readUntilParentIsGone(lines));
		while (true) {
			List<String> idAndSysctls = List.of(lines.take().split(SEPARATOR));
			NetworkNamespace.reset(idAndSysctls.subList(1, idAndSysctls.size()));
			run(idAndSysctls.getFirst());
		}
	}

	/**
	 * Return what makes this JVM run tests.
	 * @param uniqueId the unique id of a test or of a container of tests
	 * @param sysctls the sysctls that they find
	 * @return a line of its standard input
	 */
	static String line(String uniqueId, List<String> sysctls) {
		return Stream.concat(Stream.of(uniqueId), sysctls.stream()).collect(Collectors.joining(SEPARATOR, "", "\n"));
	}

	private static void run(String uniqueId) {
		LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
			.selectors(DiscoverySelectors.selectUniqueId(uniqueId))
			.build();
		NetworkNamespaceLauncher listener = new NetworkNamespaceLauncher();
		LauncherFactory.create().execute(request, listener);
		// In lines of their own, whatever a test has printed
		System.out.println();
		listener.results.forEach((result) -> System.out.println(result.toLine()));
		System.out.println(END);
	}

	/** Standard input ends when the parent does, however that happens. */
	private static void readUntilParentIsGone(BlockingQueue<String> lines) {
		try {
			BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
			for (String line = input.readLine(); line != null; line = input.readLine()) {
				lines.add(line);
			}
		}
		catch (IOException ex) {
			// The parent is gone
		}
		Runtime.getRuntime().halt(PARENT_GONE);
	}

	@Override
	public void executionSkipped(TestIdentifier test, String reason) {
		this.results.add(new NamespaceResult(test.getUniqueId(), Status.ABORTED, reason));
	}

	@Override
	public void executionFinished(TestIdentifier test, TestExecutionResult result) {
		this.results.add(NamespaceResult.of(test.getUniqueId(), result));
	}

}
