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

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestExecutionResult.Status;
import org.junit.platform.engine.TestSource;
import org.junit.platform.engine.discovery.ClassNameFilter;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * Runs the tests of packages where there is no Maven, and names what was skipped and what
 * failed. Ends with 0 when tests passed in each package and none failed.
 */
final class CoreTests implements TestExecutionListener {

	/** How many tests were skipped, by their name without what the rounds differ in. */
	private final Map<String, Integer> skipped = new LinkedHashMap<>();

	private final List<String> failed = new ArrayList<>();

	private final Set<String> packagesWithoutTests;

	private int passed;

	private TestPlan plan;

	private CoreTests(Set<String> packages) {
		this.packagesWithoutTests = packages;
	}

	static void main(String[] packages) {
		LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
			.selectors(Stream.of(packages).map(DiscoverySelectors::selectPackage).toList())
			.filters(ClassNameFilter.includeClassNamePatterns(".*Tests"),
					// Thousands of rounds with a made-up kernel, to which the real one makes no difference
					ClassNameFilter.excludeClassNamePatterns(".*\\w(ErrnoTests|ReuseTests)"))
			// An emulated machine is slow, and whoever started it has the patience
			.configurationParameter("junit.jupiter.execution.timeout.mode", "disabled")
			.build();
		CoreTests tests = new CoreTests(new LinkedHashSet<>(List.of(packages)));
		LauncherFactory.create().execute(request, tests);
		System.exit(tests.conclude() ? 0 : 1);
	}

	private boolean conclude() {
		this.skipped.forEach((test, count) -> System.out.printf("SKIPPED %s (%d)%n", test, count));
		this.failed.forEach((test) -> System.out.println("FAILED " + test));
		System.out.printf("%d tests passed, %d failed, %d skipped%n", this.passed, this.failed.size(),
				this.skipped.values().stream().mapToInt(Integer::intValue).sum());
		this.packagesWithoutTests.forEach((name) -> System.out.println("No test passed in the package " + name));
		return this.failed.isEmpty() && this.packagesWithoutTests.isEmpty();
	}

	@Override
	public void testPlanExecutionStarted(TestPlan plan) {
		this.plan = plan;
	}

	@Override
	public void executionStarted(TestIdentifier test) {
		if (test.isContainer() && this.plan.getParent(test).filter((parent) -> parent.getParentId().isEmpty()).isPresent()) {
			System.out.println(test.getDisplayName());
		}
	}

	@Override
	public void executionSkipped(TestIdentifier test, String reason) {
		skip(test, reason);
	}

	private void skip(TestIdentifier test, String reason) {
		boolean isRound = test.getDisplayName().startsWith("[");
		String name = name(isRound ? this.plan.getParent(test).orElseThrow() : test);
		this.skipped.merge(name + ": " + reason, 1, Integer::sum);
	}

	@Override
	public void executionFinished(TestIdentifier test, TestExecutionResult result) {
		if (result.getStatus() == Status.FAILED) {
			Throwable failure = result.getThrowable().orElseThrow();
			this.failed.add(name(test));
			System.out.println("FAILED " + name(test));
			failure.printStackTrace(System.out);
		}
		else if (result.getStatus() == Status.ABORTED) {
			skip(test, result.getThrowable().map(Throwable::getMessage).orElse("no reason given"));
		}
		else if (test.isTest()) {
			this.passed++;
			test.getSource().ifPresent((source) -> this.packagesWithoutTests.removeIf(packageOf(source)::equals));
		}
	}

	private static String packageOf(TestSource source) {
		String name = (source instanceof MethodSource method) ? method.getClassName() : "";
		return name.substring(0, Math.max(0, name.lastIndexOf('.')));
	}

	private String name(TestIdentifier test) {
		String parent = this.plan.getParent(test).filter((container) -> container.getParentId().isPresent())
			.map(this::name)
			.orElse("");
		return parent.isEmpty() ? test.getDisplayName() : parent + " > " + test.getDisplayName();
	}

}
