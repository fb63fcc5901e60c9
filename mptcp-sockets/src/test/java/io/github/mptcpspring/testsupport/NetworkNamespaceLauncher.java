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

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

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

	/** Comes before the results, the last that is printed. */
	static final String RESULTS = "The tests in a network namespace report:\n";

	private static final int PARENT_GONE = 1;

	private final List<NamespaceResult> results = new ArrayList<>();

	private NetworkNamespaceLauncher() {
	}

	/**
	 * Run a test, or all tests of a container.
	 * @param args the unique id of the test or of the container, and sysctls
	 * @throws IOException when the sysctls cannot be set
	 */
	static void main(String[] args) throws IOException {
		Thread.ofPlatform().daemon().start(NetworkNamespaceLauncher::haltWithParent);
		NetworkNamespace.setSysctls(List.of(args).subList(1, args.length));
		LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
			.selectors(DiscoverySelectors.selectUniqueId(args[0]))
			.build();
		NetworkNamespaceLauncher listener = new NetworkNamespaceLauncher();
		LauncherFactory.create().execute(request, listener);
		System.out.print(RESULTS);
		listener.results.forEach((result) -> System.out.println(result.toLine()));
		System.out.flush();
		System.exit(0);
	}

	/** Standard input ends when the parent does, however that happens. */
	private static void haltWithParent() {
		try {
			System.in.transferTo(OutputStream.nullOutputStream());
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
